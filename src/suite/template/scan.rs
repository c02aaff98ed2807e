//! The words, symbols and brackets of an expression: enough to find where one ends and where it can be split, without
//! a second parser. Whether an expression is well-formed is for minijinja to say.

/// A piece of an expression, at the top level: what stands in brackets is one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// What a [`Token`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name or a keyword.
    Word,
    /// Digits.
    Number,
    /// A string in quotes.
    Text,
    /// Brackets with all they hold; the byte is the opening one.
    Group(u8),
    /// An operator or a separator.
    Symbol,
}

impl Token {
    /// The token's part of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// The tokens of an expression; `None` when quotes or brackets are not closed.
pub fn tokens(text: &str) -> Option<Vec<Token>> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let (kind, end) = match byte {
            b'\'' | b'"' => (Kind::Text, quoted_end(bytes, at)?),
            b'(' | b'[' | b'{' => (Kind::Group(byte), group_end(bytes, at)?),
            b'0'..=b'9' => (Kind::Number, number_end(bytes, at)),
            _ if is_word(byte) => (Kind::Word, run_end(bytes, at, is_word)),
            _ => (Kind::Symbol, at + symbol_length(bytes, at)),
        };
        tokens.push(Token { kind, start: at, end });
        at = end;
    }
    Some(tokens)
}

/// The texts that stand alone in calls of a function, at any depth: what it is given literally. One with an escape in it
/// is passed over.
pub fn literal_arguments(text: &str, function: &str) -> Vec<String> {
    let mut found = Vec::new();
    let Some(tokens) = tokens(text) else { return found };
    for (at, token) in tokens.iter().enumerate() {
        let Kind::Group(open) = token.kind else { continue };
        let inside = &text[token.start + 1..token.end - 1];
        let is = |before: usize, word: &str| at >= before && tokens[at - before].of(text) == word;
        let is_call = open == b'(' && is(1, function) && !is(2, ".") && !is(2, "|") && !is(2, "is");
        match literal(inside).filter(|_| is_call) {
            Some(argument) => found.push(argument.to_owned()),
            None => found.extend(literal_arguments(inside, function)),
        }
    }
    found
}

/// What a text in quotes says.
fn literal(text: &str) -> Option<&str> {
    match tokens(text)?.as_slice() {
        [token] if token.kind == Kind::Text => {
            let quoted = token.of(text);
            quoted.get(1..quoted.len() - 1).filter(|inner| !inner.contains('\\'))
        }
        _ => None,
    }
}

/// Where the `}}` that closes a template stands, searching from `from`: one that is neither quoted nor in brackets.
pub fn template_end(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        match bytes.get(at)? {
            b'}' if bytes.get(at + 1) == Some(&b'}') => return Some(at),
            b'\'' | b'"' => at = quoted_end(bytes, at)?,
            b'(' | b'[' | b'{' => at = group_end(bytes, at)?,
            _ => at += 1,
        }
    }
}

/// One past the bracket that closes the one at `start`.
fn group_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut open = 0usize;
    let mut at = start;
    loop {
        match bytes.get(at)? {
            b'\'' | b'"' => {
                at = quoted_end(bytes, at)?;
                continue;
            }
            b'(' | b'[' | b'{' => open += 1,
            b')' | b']' | b'}' => open -= 1,
            _ => {}
        }
        at += 1;
        if open == 0 {
            return Some(at);
        }
    }
}

/// One past the quote that closes the one at `start`.
fn quoted_end(bytes: &[u8], start: usize) -> Option<usize> {
    let quote = *bytes.get(start)?;
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            byte if *byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}

fn number_end(bytes: &[u8], start: usize) -> usize {
    let mut end = run_end(bytes, start, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        end = run_end(bytes, end + 1, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
    }
    let exponent = matches!(bytes.get(end - 1), Some(b'e' | b'E')) && matches!(bytes.get(end), Some(b'+' | b'-'));
    if exponent { run_end(bytes, end + 1, |byte| byte.is_ascii_digit()) } else { end }
}

fn symbol_length(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..at + 2) {
        Some(b"==" | b"!=" | b"<=" | b">=" | b"**" | b"//" | b"&&" | b"||") => 2,
        _ => 1,
    }
}

fn run_end(bytes: &[u8], start: usize, belongs: impl Fn(u8) -> bool) -> usize {
    bytes[start..].iter().position(|&byte| !belongs(byte)).map_or(bytes.len(), |length| start + length)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::{template_end, tokens};

    fn split(text: &str) -> Vec<&str> {
        tokens(text).expect("closed").into_iter().map(|token| token.of(text)).collect()
    }

    #[test]
    fn brackets_and_strings_are_one_token() {
        assert_eq!(split("a.b['x]'](1, (2))>= 'it\\'s' "), ["a", ".", "b", "['x]']", "(1, (2))", ">=", "'it\\'s'"]);
        assert_eq!(split("1.5e-3-x // 2**é"), ["1.5e-3", "-", "x", "//", "2", "**", "é"]);
        assert!(tokens("(a").is_none() && tokens("'a").is_none() && tokens("'a\\").is_none());
    }

    #[test]
    fn a_template_ends_at_braces_that_are_not_part_of_it() {
        let end = |text: &'static str| template_end(text, 3).map(|at| &text[3..at]);
        assert_eq!(end("${{ {'a': {'b': 1}} }}"), Some(" {'a': {'b': 1}} "));
        assert_eq!(end("${{ '}}' ~ \"}}\" }} }}"), Some(" '}}' ~ \"}}\" "));
        assert_eq!(end("${{ a }"), None);
    }
}
