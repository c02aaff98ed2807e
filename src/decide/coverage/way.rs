//! The ways that JSONPaths take, as far as the text tells: a filter, a slice, an index may select any element, and what a
//! template becomes is not known.

/// One turn of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// To what is under a key.
    Key(String),
    /// To some element of a list.
    Element,
    /// To anything inside.
    Every,
    /// To this place and everything below it.
    Deeper,
}

/// How many ways a path with alternatives in it may take.
const MAX_WAYS: usize = 64;

/// The ways that a path takes; several where it names alternatives. None where the text is no path.
pub fn ways(path: &str) -> Vec<Vec<Turn>> {
    let Some(mut rest) = path.trim().strip_prefix('$') else { return Vec::new() };
    let mut ways: Vec<Vec<Turn>> = vec![Vec::new()];
    while !rest.trim_start().is_empty() {
        let Some((turns, left)) = next(rest.trim_start(), &mut ways) else { return Vec::new() };
        rest = left;
        let longer =
            ways.iter().flat_map(|way| turns.iter().map(move |turn| [&way[..], std::slice::from_ref(turn)].concat()));
        ways = longer.take(MAX_WAYS).collect();
    }
    ways
}

/// The alternatives of the next turn, and what follows it.
fn next<'t>(text: &'t str, ways: &mut [Vec<Turn>]) -> Option<(Vec<Turn>, &'t str)> {
    let mut rest = text;
    if let Some(behind) = rest.strip_prefix("..") {
        ways.iter_mut().for_each(|way| way.push(Turn::Deeper));
        rest = behind;
    } else if let Some(behind) = rest.strip_prefix('.') {
        rest = behind.trim_start();
    }
    if let Some(inner) = rest.strip_prefix('[') {
        let end = closing(inner)?;
        return Some((selectors(&inner[..end]), &inner[end + 1..]));
    }
    if let Some(behind) = rest.strip_prefix('*') {
        return Some((vec![Turn::Every], behind));
    }
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || !c.is_ascii())).unwrap_or(rest.len());
    (end > 0).then(|| (vec![Turn::Key(rest[..end].to_owned())], &rest[end..]))
}

/// Where the bracket closes that was opened before this text.
fn closing(text: &str) -> Option<usize> {
    let mut open = 0usize;
    let mut found = None;
    outside_quotes(text, |at, c| match c {
        '[' | '(' | '{' => open += 1,
        ']' if open == 0 && found.is_none() => found = Some(at),
        ']' | ')' | '}' => open = open.saturating_sub(1),
        _ => {}
    });
    found
}

/// What stands between brackets, separated by commas.
fn selectors(text: &str) -> Vec<Turn> {
    let (mut open, mut from, mut parts) = (0usize, 0, Vec::new());
    outside_quotes(text, |at, c| match c {
        '[' | '(' | '{' => open += 1,
        ']' | ')' | '}' => open = open.saturating_sub(1),
        ',' if open == 0 => {
            parts.push(&text[from..at]);
            from = at + 1;
        }
        _ => {}
    });
    parts.push(&text[from..]);
    parts.into_iter().map(|part| selector(part.trim())).collect()
}

fn selector(text: &str) -> Turn {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'));
    match quote.and_then(|quote| text[1..].strip_suffix(quote)) {
        Some(key) if !key.contains("${{") => Turn::Key(unescaped(key)),
        Some(_) => Turn::Every,
        None if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | ':')) => Turn::Element,
        None => Turn::Every,
    }
}

fn unescaped(key: &str) -> String {
    let mut text = String::with_capacity(key.len());
    let mut characters = key.chars();
    while let Some(c) = characters.next() {
        text.extend(if c == '\\' { characters.next() } else { Some(c) });
    }
    text
}

/// Calls `each` for every character that does not stand inside a string.
fn outside_quotes(text: &str, mut each: impl FnMut(usize, char)) {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, _) => each(at, c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Turn, ways};

    fn told(path: &str) -> Vec<String> {
        let turn = |turn: &Turn| match turn {
            Turn::Key(key) => format!(" {key}"),
            Turn::Element => " [n]".to_owned(),
            Turn::Every => " *".to_owned(),
            Turn::Deeper => " ..".to_owned(),
        };
        ways(path).iter().map(|way| way.iter().map(turn).collect()).collect()
    }

    #[test]
    fn a_path_is_told_turn_by_turn() {
        assert_eq!(told("$"), [""]);
        assert_eq!(told("$.items[*].price"), [" items * price"]);
        assert_eq!(told("$.items[0]['a b'].*"), [" items [n] a b *"]);
        assert_eq!(told("$[1:3].x"), [" [n] x"]);
        assert_eq!(told("$..price"), [" .. price"]);
        assert_eq!(told("$..[*].id"), [" .. * id"]);
        assert_eq!(told("$['a','b'][0,\"c\"]"), [" a [n]", " a c", " b [n]", " b c"]);
        assert_eq!(told(r"$['it\'s']"), [" it's"]);
    }

    #[test]
    fn filters_and_templates_may_select_anything() {
        assert_eq!(told("$[?@.id == ${{ each.x }}].value"), [" * value"]);
        assert_eq!(told("$.a[?@['b]'] == \"]\" && count(@.c[*]) > 1].d"), [" a * d"]);
        assert_eq!(told("$[${{ each.key }}].x"), [" * x"]);
        assert_eq!(told("$['a ${{ each.key }}']"), [" *"]);
    }

    #[test]
    fn what_is_no_path_leads_nowhere() {
        for text in ["", "items", "$.", "$[", "$['a]", "$.${{ x }}"] {
            assert!(told(text).is_empty(), "{text}");
        }
    }
}
