//! Where in a body a matcher is at work. The pointer is worked out only when something is wrong there: a place is a
//! chain of borrowed steps, and costs nothing.

use serde_json::Value;

use crate::value::json::push_token;
use crate::value::path::JsonPath;

/// A place and how it was reached.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    above: Option<&'p Place<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'p> {
    Root,
    Key(&'p str),
    Index(usize),
    /// The node with this number among those that a path selects.
    Selected(&'p JsonPath, &'p Value, usize),
    /// All that a path selects, as a list.
    Nodes(&'p JsonPath, &'p Value),
    /// The JSON inside a string.
    Inside,
    /// Something about the value, such as its length.
    Aspect(&'static str),
}

impl<'p> Place<'p> {
    /// The whole value.
    pub const ROOT: Place<'static> = Place { above: None, step: Step::Root };

    /// What is under a key.
    pub fn key(&'p self, key: &'p str) -> Place<'p> {
        self.below(Step::Key(key))
    }

    /// An element.
    pub fn index(&'p self, index: usize) -> Place<'p> {
        match self.step {
            Step::Nodes(path, from) => Place { above: self.above, step: Step::Selected(path, from, index) },
            _ => self.below(Step::Index(index)),
        }
    }

    /// One of the nodes that a path selects in the value here.
    pub fn selected(&'p self, path: &'p JsonPath, from: &'p Value, number: usize) -> Place<'p> {
        self.below(Step::Selected(path, from, number))
    }

    /// All nodes that a path selects in the value here.
    pub fn nodes(&'p self, path: &'p JsonPath, from: &'p Value) -> Place<'p> {
        self.below(Step::Nodes(path, from))
    }

    /// Inside a string that holds JSON.
    pub fn inside(&'p self) -> Place<'p> {
        self.below(Step::Inside)
    }

    /// Something about the value here.
    pub fn aspect(&'p self, name: &'static str) -> Place<'p> {
        self.below(Step::Aspect(name))
    }

    /// The JSON Pointer to this place and further down. In a list of nodes that begins at the node itself.
    pub fn pointer(&self, further: &str) -> String {
        let mut pointer = String::new();
        self.write(&mut pointer);
        match self.step {
            Step::Nodes(path, from) => {
                let inner = further.strip_prefix('/').unwrap_or(further);
                let (number, further) = inner.split_at(inner.find('/').unwrap_or(inner.len()));
                let located = path.located(from);
                // A node that should be there and is not has no place.
                if let Some((location, _)) = number.parse().ok().and_then(|number: usize| located.get(number)) {
                    pointer.push_str(location);
                    pointer.push_str(further);
                }
            }
            _ => pointer.push_str(further),
        }
        pointer
    }

    /// What about the value is judged here, in words: "the length of". Empty for the value itself.
    pub fn about(&self) -> String {
        let above = self.above.map_or(String::new(), Place::about);
        match self.step {
            Step::Aspect(name) => format!("the {name} of {above}"),
            Step::Nodes(path, _) => format!("the nodes of {path}{above}"),
            _ => above,
        }
    }

    fn below(&'p self, step: Step<'p>) -> Place<'p> {
        Place { above: Some(self), step }
    }

    fn write(&self, pointer: &mut String) {
        if let Some(above) = self.above {
            above.write(pointer);
        }
        match self.step {
            Step::Root | Step::Aspect(_) | Step::Nodes(..) => {}
            Step::Key(key) => push_token(pointer, key),
            Step::Index(index) => push_token(pointer, &index.to_string()),
            Step::Selected(path, from, number) => {
                let located = path.located(from);
                pointer.push_str(located.get(number).map_or("", |(location, _)| location));
            }
            Step::Inside => pointer.push_str(" (inside the string) "),
        }
    }
}
