//! Which alternative of `anyOf` or `oneOf` a value that fits none was meant for.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

use crate::contract::schema::bundle::{Bundle, DISCRIMINATOR};
use crate::contract::schema::located::Located;

/// The errors of each alternative.
type Branches<'b> = [Vec<Located<'b>>];

/// `integer or null`, when the value at `own` has the wrong type for every alternative: then going into one of them
/// would mislead.
pub fn only_kinds(own: &str, branches: &Branches<'_>) -> Option<String> {
    let mut kinds: Vec<String> = Vec::new();
    for errors in branches {
        let kind = errors.iter().find_map(|inner| kind_at(inner, own))?;
        for kind in kind {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    Some(kinds.join(" or "))
}

/// The types one error asks for, when it is about the union's own value.
fn kind_at(located: &Located<'_>, own: &str) -> Option<Vec<String>> {
    match located.error().kind() {
        ValidationErrorKind::Type { kind } if located.pointer() == own => Some(match kind {
            TypeKind::Single(kind) => vec![kind.to_string()],
            TypeKind::Multiple(kinds) => kinds.iter().map(|kind| kind.to_string()).collect(),
        }),
        _ => None,
    }
}

/// The alternative that the discriminator names.
pub fn named(bundle: &Bundle, pointer: &str, instance: &Value) -> Option<usize> {
    let (parent, keyword) = pointer.rsplit_once('/')?;
    let schema = bundle.get(parent)?;
    let discriminator = schema.get(DISCRIMINATOR)?;
    let value = instance.get(discriminator.get("property")?.as_str()?)?.as_str()?;
    let target = discriminator.get("mapping")?.get(value)?;
    schema.get(keyword)?.as_array()?.iter().position(|branch| branch.get("$ref") == Some(target))
}

/// The alternative that comes nearest: of the right type, then with the right constants, then with the fewest
/// errors, then with the deepest.
pub fn best(own: &str, branches: &Branches<'_>) -> Option<usize> {
    let depth = |inner: &Located<'_>| inner.pointer().matches('/').count();
    let key = |errors: &Vec<Located<'_>>| {
        let wrong_type = errors.iter().any(|inner| kind_at(inner, own).is_some());
        let wrong_constant = errors.iter().filter(|inner| is_constant(inner.error())).count();
        let deepest = errors.iter().map(depth).max().unwrap_or(0);
        (wrong_type, wrong_constant, errors.len(), std::cmp::Reverse(deepest))
    };
    (0..branches.len()).min_by_key(|&index| key(&branches[index]))
}

fn is_constant(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), ValidationErrorKind::Constant { .. } | ValidationErrorKind::Enum { .. })
}
