//! The regular expressions of schemas, which mean what they mean in ECMAScript: digits and words are those of ASCII.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use crate::value::pattern::Pattern;

/// A description has some hundreds of them; whoever has more pays for it.
const MAX_KNOWN: usize = 4096;

static KNOWN: LazyLock<RwLock<HashMap<Box<str>, Option<Arc<Pattern>>>>> = LazyLock::new(RwLock::default);

/// Whether an expression is found in a text; `None` for one that cannot be used, or that takes too long.
pub fn is_found(pattern: &str, text: &str) -> Option<bool> {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(pattern).cloned();
    let compiled = known.unwrap_or_else(|| remember(pattern));
    compiled?.is_found(text).ok()
}

fn remember(pattern: &str) -> Option<Arc<Pattern>> {
    let compiled = Pattern::parse(&ascii(pattern)).ok();
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= MAX_KNOWN {
        known.clear();
    }
    known.insert(pattern.into(), compiled.clone());
    compiled
}

/// The expression with `\d` and `\w` spelled out; as they are, they would mean the digits and letters of all scripts,
/// and make expressions too large to use.
pub fn ascii(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut class = 0_usize;
    let mut characters = pattern.chars();
    while let Some(one) = characters.next() {
        match one {
            '\\' => {
                let next = characters.next();
                out.push_str(match (next, class) {
                    (Some('d'), 0) => "[0-9]",
                    (Some('d'), _) => "0-9",
                    (Some('D'), _) => "[^0-9]",
                    (Some('w'), 0) => "[0-9A-Za-z_]",
                    (Some('w'), _) => "0-9A-Za-z_",
                    (Some('W'), _) => "[^0-9A-Za-z_]",
                    (Some('Z'), 0) => "\\z",
                    _ => {
                        out.push('\\');
                        out.extend(next);
                        continue;
                    }
                });
            }
            '[' => {
                class += 1;
                out.push(one);
            }
            ']' => {
                class = class.saturating_sub(1);
                out.push(one);
            }
            _ => out.push(one),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{ascii, is_found};

    #[test]
    fn digits_and_words_are_those_of_ascii() {
        assert_eq!(ascii(r"^\d[\w.-]+\\d\W\.$"), r"^[0-9][0-9A-Za-z_.-]+\\d[^0-9A-Za-z_]\.$");
        assert_eq!(is_found(r"^\d$", "٣"), Some(false));
        assert_eq!(is_found(r"^([\w+=,.@-]{1,512}[/:])*([\w+=,.@-]{1,64})$", "a/b"), Some(true));
    }

    #[test]
    fn what_cannot_be_used_says_nothing() {
        assert_eq!(is_found("(", "("), None);
    }
}
