//! The text of a path, taken apart as the grammar of RFC 9535 says, and not a bit more loosely.

use serde_json::{Number, Value};

use crate::value::query::model::{
    Comparison, Extent, Inner, Logical, Matches, Operand, Query, Reach, Segment, Selector, Slice, Start,
};

/// How deep brackets and parentheses may nest: reading one recurses.
const MAX_NESTING: usize = 64;
/// The largest index, as every reader of JSON has it exactly.
const MAX_INDEX: i64 = (1 << 53) - 1;

/// Why a text is not a path, and the byte where that shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// A lowercase fragment.
    pub message: String,
    /// The byte.
    pub offset: usize,
}

type Parsed<T> = Result<T, Broken>;

/// Takes a path apart.
pub fn parse(text: &str) -> Parsed<Query> {
    let mut reader = Reader { text, at: 0, nesting: 0 };
    if !reader.took("$") {
        return Err(reader.broken("a JSONPath begins with `$`"));
    }
    let query = reader.segments()?;
    if reader.at < text.len() {
        return Err(reader.broken(match reader.peek() {
            Some(c) if c.is_whitespace() => "white space at the end".to_owned(),
            _ => format!("`.` or `[` expected, found {}", reader.shown()),
        }));
    }
    Ok(query)
}

/// What an argument of a function, or an operand, may turn out to be.
enum Term {
    Literal(Value),
    Path(Inner),
    Call(Call),
}

/// A function that was called.
enum Call {
    Value(Operand),
    Logical(Logical),
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    nesting: usize,
}

impl Reader<'_> {
    fn segments(&mut self) -> Parsed<Query> {
        let mut segments = Vec::new();
        loop {
            let before = self.at;
            self.blank();
            match self.segment()? {
                Some(segment) => segments.push(segment),
                None => {
                    // White space belongs to the segment that follows it.
                    self.at = before;
                    return Ok(Query { segments });
                }
            }
        }
    }

    fn segment(&mut self) -> Parsed<Option<Segment>> {
        let reach = if self.took("..") {
            Reach::Descendants
        } else if self.took(".") {
            let selector = if self.took("*") { Selector::Every } else { Selector::Name(self.shorthand()?) };
            return Ok(Some(Segment { reach: Reach::Children, selectors: vec![selector] }));
        } else if self.peek() == Some('[') {
            Reach::Children
        } else {
            return Ok(None);
        };
        let selectors = if self.peek() == Some('[') {
            self.bracketed()?
        } else if self.took("*") {
            vec![Selector::Every]
        } else {
            vec![Selector::Name(self.shorthand()?)]
        };
        Ok(Some(Segment { reach, selectors }))
    }

    /// The name behind a dot.
    fn shorthand(&mut self) -> Parsed<String> {
        let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii();
        let rest = &self.text[self.at..];
        let end = rest.find(|c| !of_name(c)).unwrap_or(rest.len());
        if end == 0 || rest.starts_with(|c: char| c.is_ascii_digit()) {
            let found = self.shown();
            return Err(self.broken(format!(
                "a name expected, found {found}; others than letters, digits and `_` stand in ['quotes']"
            )));
        }
        self.at += end;
        Ok(rest[..end].to_owned())
    }

    fn bracketed(&mut self) -> Parsed<Vec<Selector>> {
        self.deeper(|reader| {
            reader.expect("[")?;
            let mut selectors = Vec::new();
            loop {
                reader.blank();
                selectors.push(reader.selector()?);
                reader.blank();
                if reader.took("]") {
                    return Ok(selectors);
                }
                reader.expect_one_of(",", "`,` or `]`")?;
            }
        })
    }

    fn selector(&mut self) -> Parsed<Selector> {
        match self.peek() {
            Some('\'' | '"') => self.string().map(Selector::Name),
            Some('*') => {
                self.at += 1;
                Ok(Selector::Every)
            }
            Some('?') => {
                self.at += 1;
                self.blank();
                self.logical().map(Selector::Filter)
            }
            Some('-' | '0'..='9' | ':') => self.index_or_slice(),
            _ => Err(self.broken(format!("a selector expected, found {}", self.shown()))),
        }
    }

    fn index_or_slice(&mut self) -> Parsed<Selector> {
        let start = self.index_if_any()?;
        let before = self.at;
        self.blank();
        if !self.took(":") {
            self.at = before;
            return match start {
                Some(index) => Ok(Selector::Index(index)),
                None => Err(self.broken("an index expected")),
            };
        }
        self.blank();
        let end = self.index_if_any()?;
        let before = self.at;
        self.blank();
        let mut step = None;
        if self.took(":") {
            let before = self.at;
            self.blank();
            step = self.index_if_any()?;
            if step.is_none() {
                self.at = before;
            }
        } else {
            self.at = before;
        }
        Ok(Selector::Slice(Slice { start, end, step: step.unwrap_or(1) }))
    }

    fn index_if_any(&mut self) -> Parsed<Option<i64>> {
        let start = self.at;
        let negative = self.took("-");
        let digits = self.digits();
        if digits.is_empty() && !negative {
            return Ok(None);
        }
        if digits.is_empty() || (digits.starts_with('0') && (digits.len() > 1 || negative)) {
            self.at = start;
            return Err(self.broken("not an index: digits without a leading zero"));
        }
        match self.text[start..self.at].parse::<i64>() {
            Ok(index) if (-MAX_INDEX..=MAX_INDEX).contains(&index) => Ok(Some(index)),
            _ => {
                self.at = start;
                Err(self.broken(format!("an index beyond {MAX_INDEX}")))
            }
        }
    }

    fn digits(&mut self) -> String {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_owned()
    }

    fn logical(&mut self) -> Parsed<Logical> {
        self.deeper(|reader| {
            let mut any = vec![reader.all()?];
            while reader.took_behind_blank("||") {
                reader.blank();
                any.push(reader.all()?);
            }
            Ok(single(any, Logical::Or))
        })
    }

    fn all(&mut self) -> Parsed<Logical> {
        let mut all = vec![self.basic()?];
        while self.took_behind_blank("&&") {
            self.blank();
            all.push(self.basic()?);
        }
        Ok(single(all, Logical::And))
    }

    fn basic(&mut self) -> Parsed<Logical> {
        if self.took("!") {
            self.blank();
            let inside = if self.peek() == Some('(') { self.grouped()? } else { self.test()? };
            return Ok(Logical::Not(Box::new(inside)));
        }
        if self.peek() == Some('(') {
            return self.grouped();
        }
        let start = self.at;
        let term = self.term()?;
        let before = self.at;
        self.blank();
        let Some(comparison) = self.comparison() else {
            if self.peek() == Some('=') {
                return Err(self.broken("`=` is no comparison; write `==`"));
            }
            self.at = before;
            return self.tested(term, start);
        };
        let left = self.operand(term, start)?;
        self.blank();
        let start = self.at;
        let right = self.term()?;
        let right = self.operand(right, start)?;
        Ok(Logical::Compare(left, comparison, right))
    }

    fn grouped(&mut self) -> Parsed<Logical> {
        self.expect("(")?;
        self.blank();
        let inside = self.logical()?;
        self.blank();
        self.expect(")")?;
        Ok(inside)
    }

    fn test(&mut self) -> Parsed<Logical> {
        let start = self.at;
        let term = self.term()?;
        self.tested(term, start)
    }

    /// A term that stands alone.
    fn tested(&mut self, term: Term, start: usize) -> Parsed<Logical> {
        let message = match term {
            Term::Path(inner) => return Ok(Logical::Exists(inner)),
            Term::Call(Call::Logical(logical)) => return Ok(logical),
            Term::Literal(_) => "a literal is neither true nor false here; compare it with something",
            Term::Call(Call::Value(_)) => "the function yields a value; compare it with something",
        };
        self.at = start;
        Err(self.broken(message))
    }

    /// A term that is compared, or stands for a value.
    fn operand(&mut self, term: Term, start: usize) -> Parsed<Operand> {
        let message = match term {
            Term::Literal(value) => return Ok(Operand::Literal(value)),
            Term::Path(inner) if inner.query.is_singular() => return Ok(Operand::Node(inner)),
            Term::Call(Call::Value(operand)) => return Ok(operand),
            Term::Path(_) => "a path that may select several nodes has no value; see `value()` and `count()`",
            Term::Call(Call::Logical(_)) => "the function is true or false, and has no value",
        };
        self.at = start;
        Err(self.broken(message))
    }

    fn term(&mut self) -> Parsed<Term> {
        match self.peek() {
            Some('@') => {
                self.at += 1;
                Ok(Term::Path(Inner { start: Start::Current, query: self.segments()? }))
            }
            Some('$') => {
                self.at += 1;
                Ok(Term::Path(Inner { start: Start::Root, query: self.segments()? }))
            }
            Some('\'' | '"') => Ok(Term::Literal(Value::String(self.string()?))),
            Some('-' | '0'..='9') => self.number().map(Term::Literal),
            Some('a'..='z') => self.word(),
            _ => Err(self.broken(format!("a path, a literal or a function expected, found {}", self.shown()))),
        }
    }

    /// `true`, `false`, `null`, or a function.
    fn word(&mut self) -> Parsed<Term> {
        let start = self.at;
        let rest = &self.text[start..];
        let end =
            rest.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')).unwrap_or(rest.len());
        let name = &rest[..end];
        self.at += end;
        if self.peek() == Some('(') {
            return self.deeper(|reader| reader.call(name, start)).map(Term::Call);
        }
        match name {
            "true" => Ok(Term::Literal(Value::Bool(true))),
            "false" => Ok(Term::Literal(Value::Bool(false))),
            "null" => Ok(Term::Literal(Value::Null)),
            _ => {
                self.at = start;
                Err(self
                    .broken(format!("`{name}` is no literal; texts stand in quotes, and paths begin with `@` or `$`")))
            }
        }
    }

    fn call(&mut self, name: &str, start: usize) -> Parsed<Call> {
        self.expect("(")?;
        self.blank();
        let call = match name {
            "length" => Call::Value(Operand::Length(Box::new(self.argument()?))),
            "count" => Call::Value(Operand::Count(self.nodes()?)),
            "value" => Call::Value(Operand::Only(self.nodes()?)),
            "match" | "search" => {
                let extent = if name == "match" { Extent::Whole } else { Extent::Part };
                let text = self.argument()?;
                self.blank();
                self.expect(",")?;
                self.blank();
                let pattern = self.argument()?;
                Call::Logical(Logical::Matches(Box::new(Matches { extent, text, pattern })))
            }
            _ => {
                self.at = start;
                return Err(self.broken(format!(
                    "there is no function `{name}`; there are length, count, match, search and value"
                )));
            }
        };
        self.blank();
        self.expect(")")?;
        Ok(call)
    }

    /// An argument that is a value.
    fn argument(&mut self) -> Parsed<Operand> {
        let start = self.at;
        let term = self.term()?;
        self.operand(term, start)
    }

    /// An argument that is a list of nodes.
    fn nodes(&mut self) -> Parsed<Inner> {
        let start = self.at;
        match self.term()? {
            Term::Path(inner) => Ok(inner),
            _ => {
                self.at = start;
                Err(self.broken("a path expected"))
            }
        }
    }

    fn comparison(&mut self) -> Option<Comparison> {
        const ALL: [(&str, Comparison); 6] = [
            ("==", Comparison::Equal),
            ("!=", Comparison::Unequal),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        ALL.into_iter().find(|(text, _)| self.took(text)).map(|(_, comparison)| comparison)
    }

    /// A number, its digits as written.
    fn number(&mut self) -> Parsed<Value> {
        let start = self.at;
        self.took("-");
        let whole = self.digits();
        let mut sound = !whole.is_empty() && (whole == "0" || !whole.starts_with('0'));
        if self.took(".") {
            sound &= !self.digits().is_empty();
        }
        if self.took("e") || self.took("E") {
            let _ = self.took("+") || self.took("-");
            sound &= !self.digits().is_empty();
        }
        match self.text[start..self.at].parse::<Number>() {
            Ok(number) if sound => Ok(Value::Number(number)),
            _ => {
                self.at = start;
                Err(self.broken("not a number of JSON"))
            }
        }
    }

    fn string(&mut self) -> Parsed<String> {
        let start = self.at;
        let quote = self.next();
        let mut text = String::new();
        loop {
            match self.next() {
                None => {
                    self.at = start;
                    return Err(self.broken("the quote is never closed"));
                }
                Some('\\') => text.push(self.escaped(quote)?),
                end if end == quote => return Ok(text),
                Some(c) if c < ' ' => {
                    self.at -= 1;
                    return Err(self.broken("a control character; write it as `\\u` and four digits"));
                }
                Some(c) => text.push(c),
            }
        }
    }

    fn escaped(&mut self, quote: Option<char>) -> Parsed<char> {
        let start = self.at;
        Ok(match self.next() {
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some(c @ ('/' | '\\')) => c,
            Some(c) if Some(c) == quote => c,
            Some('u') => return self.unicode(start),
            _ => {
                self.at = start;
                return Err(self.broken("no such escape"));
            }
        })
    }

    fn unicode(&mut self, start: usize) -> Parsed<char> {
        let first = self.unit();
        let code = match first {
            Some(high @ 0xD800..0xDC00) if self.took("\\u") => {
                let low = self.unit().filter(|low| (0xDC00..0xE000).contains(low));
                low.map(|low| 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
            }
            other => other,
        };
        code.and_then(char::from_u32).ok_or_else(|| {
            self.at = start;
            self.broken("not a character: four digits, and both halves of a pair")
        })
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4).filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()))?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.nesting == MAX_NESTING {
            return Err(self.broken(format!("nested more than {MAX_NESTING} levels deep")));
        }
        self.nesting += 1;
        let read = read(self);
        self.nesting -= 1;
        read
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn took(&mut self, token: &str) -> bool {
        let there = self.text[self.at..].starts_with(token);
        self.at += if there { token.len() } else { 0 };
        there
    }

    /// White space counts only where the token follows it.
    fn took_behind_blank(&mut self, token: &str) -> bool {
        let before = self.at;
        self.blank();
        let there = self.took(token);
        if !there {
            self.at = before;
        }
        there
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn expect(&mut self, token: &str) -> Parsed<()> {
        self.expect_one_of(token, &format!("`{token}`"))
    }

    fn expect_one_of(&mut self, token: &str, wanted: &str) -> Parsed<()> {
        if self.took(token) { Ok(()) } else { Err(self.broken(format!("{wanted} expected, found {}", self.shown()))) }
    }

    fn shown(&self) -> String {
        self.peek().map_or_else(|| "the end".to_owned(), |c| format!("`{}`", c.escape_debug()))
    }

    fn broken(&self, message: impl Into<String>) -> Broken {
        Broken { message: message.into(), offset: self.at }
    }
}

/// A list of one is that one.
fn single(mut list: Vec<Logical>, several: fn(Vec<Logical>) -> Logical) -> Logical {
    match list.pop() {
        Some(only) if list.is_empty() => only,
        Some(last) => {
            list.push(last);
            several(list)
        }
        None => several(list),
    }
}
