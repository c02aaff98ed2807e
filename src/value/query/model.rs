//! A path, taken apart.

use serde_json::Value;

/// The segments of a path, behind its `$` or `@`.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Each selects from what the one before has selected.
    pub segments: Vec<Segment>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// What it looks at.
    pub reach: Reach,
    /// What it selects, one selector after the other.
    pub selectors: Vec<Selector>,
}

/// What a segment looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The members and elements of a value.
    Children,
    /// Those of the value and of everything in it.
    Descendants,
}

/// What is selected of one value.
#[derive(Clone, Debug, PartialEq)]
pub enum Selector {
    /// The value of a key.
    Name(String),
    /// Everything.
    Every,
    /// An element; from the end where it is negative.
    Index(i64),
    /// Some elements.
    Slice(Slice),
    /// Everything of which something holds.
    Filter(Logical),
}

/// `[start:end:step]`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The first element.
    pub start: Option<i64>,
    /// The first that is left out.
    pub end: Option<i64>,
    /// How far it is to the next; backwards where it is negative.
    pub step: i64,
}

/// Something that holds or does not.
#[derive(Clone, Debug, PartialEq)]
pub enum Logical {
    /// Any of these.
    Or(Vec<Logical>),
    /// All of these.
    And(Vec<Logical>),
    /// Not this.
    Not(Box<Logical>),
    /// The path selects something.
    Exists(Inner),
    /// Two values compared.
    Compare(Operand, Comparison, Operand),
    /// `match` or `search`.
    Matches(Box<Matches>),
}

/// A path inside a filter.
#[derive(Clone, Debug, PartialEq)]
pub struct Inner {
    /// Where it begins.
    pub start: Start,
    /// The path.
    pub query: Query,
}

/// Where a path inside a filter begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// `$`
    Root,
    /// `@`
    Current,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A value, or nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// As written.
    Literal(Value),
    /// The only node that a path can select.
    Node(Inner),
    /// `length(..)`
    Length(Box<Operand>),
    /// `count(..)`
    Count(Inner),
    /// `value(..)`
    Only(Inner),
}

/// A regular expression on a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Matches {
    /// Whether the whole text has to match.
    pub extent: Extent,
    /// The text.
    pub text: Operand,
    /// The expression.
    pub pattern: Operand,
}

/// How much of a text an expression has to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// `match`
    Whole,
    /// `search`
    Part,
}

impl Query {
    /// Whether it selects one node at most, by how it is written.
    pub fn is_singular(&self) -> bool {
        self.segments.iter().all(|segment| {
            segment.reach == Reach::Children && matches!(&*segment.selectors, [Selector::Name(_) | Selector::Index(_)])
        })
    }
}
