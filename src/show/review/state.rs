//! What a reviewer looks at: the group, the case in it, and how both are shown.

use std::sync::Arc;

use crate::decide::review::group::{ChangeId, Group};
use crate::decide::review::pending::{Decision, Pending};
use crate::decide::review::session::Review;
use crate::show::review::rows::Row;
use crate::show::review::styled::Style;
use crate::value::change::model::{Change, Class, Kind};

/// What fills the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// One group, in one of its cases.
    #[default]
    Change,
    /// The request that led to it, and the response.
    Exchange,
    /// All groups.
    Groups,
    /// What the keys do.
    Help,
    /// What has been decided, after the last group.
    End,
}

/// How old and new stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Under each other.
    #[default]
    Unified,
    /// Beside each other.
    Side,
}

/// How much is shown around a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Context {
    /// A few lines.
    #[default]
    Near,
    /// The whole snapshot.
    Whole,
}

/// What a decision is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All cases of the group.
    #[default]
    Group,
    /// Only the case that is shown.
    Case,
}

/// Which line is the first one shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scroll {
    /// The change is in sight.
    #[default]
    AtChange,
    /// This one.
    At(usize),
}

/// What stands at the bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Foot {
    /// What the keys do.
    #[default]
    Keys,
    /// What was done.
    Note(String),
    /// What could not be done, and what helps.
    Trouble(Vec<String>),
    /// A question that is answered with `y` or `n`.
    Question(String),
    /// A filter that is being typed.
    Filter(String),
}

/// What a reviewer looks at.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// What fills the screen.
    pub page: Page,
    /// Which of the groups that pass the filter.
    pub group: usize,
    /// Which of the group's cases.
    pub case: usize,
    /// How old and new stand together.
    pub layout: Layout,
    /// How much is shown around a change.
    pub context: Context,
    /// What a decision is about.
    pub scope: Scope,
    /// Which line is the first one shown.
    pub scroll: Scroll,
    /// Only groups with this text in them are shown.
    pub filter: String,
    /// What stands at the bottom.
    pub foot: Foot,
}

/// Everything that a screen is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The review.
    pub review: &'a Review,
    /// The groups that pass the filter, by their index.
    pub visible: &'a [usize],
    /// What the reviewer looks at.
    pub state: &'a State,
    /// The rows of the case that is shown.
    pub rows: &'a [Row],
}

impl<'a> Scene<'a> {
    /// The group that is looked at.
    pub fn group(&self) -> Option<&'a Group> {
        self.visible.get(self.state.group).and_then(|index| self.review.groups.get(*index))
    }

    /// The snapshot that is looked at.
    pub fn pending(&self) -> Option<&'a Arc<Pending>> {
        let index = *cases(self.group()?).get(self.state.case)?;
        self.review.pending.get(index)
    }

    /// The places of the group in the snapshot that is looked at.
    pub fn here(&self) -> Vec<ChangeId> {
        self.group().map(|group| members(group, self.state.case)).unwrap_or_default()
    }
}

/// The groups in whose class, path, words or cases the filter's text is.
pub fn visible(review: &Review, filter: &str) -> Vec<usize> {
    let wanted = filter.to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&wanted);
    let passes = |group: &Group| {
        let change = group.change(&review.pending);
        wanted.is_empty()
            || has(&title(change))
            || has(change.class.name())
            || cases(group).into_iter().any(|index| has(review.pending[index].case()))
    };
    (0..review.groups.len()).filter(|index| passes(&review.groups[*index])).collect()
}

/// The pending snapshots that a group is in, by their index.
pub fn cases(group: &Group) -> Vec<usize> {
    let mut cases: Vec<usize> = group.members.iter().map(|member| member.pending).collect();
    cases.dedup();
    cases
}

/// The places of a group in one of its cases.
pub fn members(group: &Group, case: usize) -> Vec<ChangeId> {
    let Some(pending) = cases(group).get(case).copied() else { return Vec::new() };
    group.members.iter().copied().filter(|member| member.pending == pending).collect()
}

/// What was decided about some places: one word where it is the same, else the numbers.
pub fn decided(review: &Review, places: &[ChangeId]) -> (String, Style) {
    let decision = |id: &ChangeId| review.pending[id.pending].decisions[id.change];
    let count = |wanted: Decision| places.iter().filter(|id| decision(id) == wanted).count();
    let counts = [Decision::Accepted, Decision::Rejected, Decision::Open].map(|one| (one, count(one)));
    let some: Vec<(Decision, usize)> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    match some.as_slice() {
        [(decision, _)] => (word(*decision).to_owned(), style(*decision)),
        several => {
            let parts: Vec<String> = several.iter().map(|(one, count)| format!("{count} {}", word(*one))).collect();
            (parts.join(", "), Style::Notice)
        }
    }
}

/// A decision in a word.
pub fn word(decision: Decision) -> &'static str {
    match decision {
        Decision::Open => "open",
        Decision::Accepted => "accepted",
        Decision::Rejected => "rejected",
    }
}

/// How a decision looks.
pub fn style(decision: Decision) -> Style {
    match decision {
        Decision::Open => Style::Plain,
        Decision::Accepted => Style::Good,
        Decision::Rejected => Style::Bad,
    }
}

/// How a class looks.
pub fn class_style(class: Class) -> Style {
    match class {
        Class::Breaking | Class::Status => Style::Bad,
        Class::Header | Class::Value => Style::Notice,
        Class::Additive | Class::New => Style::Good,
        Class::Order => Style::Fact,
    }
}

/// Where a change is and what it is: `$.items[*].price: integer -> string`.
pub fn title(change: &Change) -> String {
    match (change.class, change.kind) {
        (Class::New, Kind::Added) if change.path == "$" => format!("a new snapshot of {}", change.to),
        _ => format!("{}: {}", change.path, change.words()),
    }
}
