//! PHP's `serialize()` format, which some APIs put into JSON strings:
//! https://www.phpinternalsbook.com/php5/classes_objects/serialization.html

use serde_json::{Map, Number, Value};

/// How deep arrays may nest.
const MAX_DEPTH: usize = 64;

/// Why a text is not what `serialize()` writes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a PHP-serialized value: {message} at byte {offset}")]
pub struct PhpError {
    /// A lowercase fragment.
    pub message: &'static str,
    /// The byte where reading stopped.
    pub offset: usize,
}

/// Reads one value: scalars and arrays; an array with the keys 0, 1, 2... is a list, any other an object. Objects of
/// PHP classes and references are refused, and so is anything behind the value.
pub fn unserialize(text: &str) -> Result<Value, PhpError> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    if reader.at < text.len() {
        return Err(reader.error("something behind the value"));
    }
    Ok(value)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn value(&mut self, depth: usize) -> Result<Value, PhpError> {
        if depth > MAX_DEPTH {
            return Err(self.error("nested too deeply"));
        }
        let kind = self.text.as_bytes().get(self.at).copied();
        match kind {
            Some(b'N') => self.expect("N;").map(|()| Value::Null),
            Some(b'b') => {
                self.expect("b:")?;
                match self.until(b';')? {
                    "0" => Ok(Value::Bool(false)),
                    "1" => Ok(Value::Bool(true)),
                    _ => Err(self.error("a boolean that is not 0 or 1")),
                }
            }
            Some(b'i') => {
                self.expect("i:")?;
                let digits = self.until(b';')?;
                let number = digits.parse::<i64>().map_err(|_| self.error("an integer that is none"))?;
                Ok(Value::Number(number.into()))
            }
            Some(b'd') => {
                self.expect("d:")?;
                let digits = self.until(b';')?;
                self.float(digits)
            }
            Some(b's') => {
                let text = self.string()?;
                self.expect(";")?;
                Ok(Value::String(text.to_owned()))
            }
            Some(b'a') => self.array(depth),
            Some(b'O' | b'C' | b'E' | b'R' | b'r') => {
                Err(self.error("an object or a reference, which have no JSON form"))
            }
            _ => Err(self.error("a value was expected")),
        }
    }

    /// Digits as written where JSON has the same form.
    fn float(&self, digits: &str) -> Result<Value, PhpError> {
        let number = digits.parse::<Number>().ok().or_else(|| digits.parse::<f64>().ok().and_then(Number::from_f64));
        number.map(Value::Number).ok_or_else(|| self.error("a number that JSON cannot hold"))
    }

    /// `s:3:"abc"`, its length in bytes.
    fn string(&mut self) -> Result<&'t str, PhpError> {
        self.expect("s:")?;
        let length = self.length()?;
        self.expect("\"")?;
        let end = self.at.checked_add(length).ok_or_else(|| self.error("a length that is too large"))?;
        let text = self.text.get(self.at..end).ok_or_else(|| self.error("a string that is shorter than its length"))?;
        self.at = end;
        self.expect("\"")?;
        Ok(text)
    }

    fn array(&mut self, depth: usize) -> Result<Value, PhpError> {
        self.expect("a:")?;
        let length = self.length()?;
        self.expect("{")?;
        let mut entries: Vec<(String, Value)> = Vec::new();
        let mut is_list = true;
        for index in 0..length {
            let key = match self.value(depth + 1)? {
                Value::Number(number) if number.is_i64() => {
                    is_list &= number.as_u64() == Some(index as u64);
                    number.to_string()
                }
                Value::String(key) => {
                    is_list = false;
                    key
                }
                _ => return Err(self.error("a key that is neither an integer nor a string")),
            };
            entries.push((key, self.value(depth + 1)?));
        }
        self.expect("}")?;
        if is_list {
            return Ok(Value::Array(entries.into_iter().map(|(_, value)| value).collect()));
        }
        let mut map = Map::new();
        for (key, value) in entries {
            if map.insert(key, value).is_some() {
                return Err(self.error("a key that is given twice"));
            }
        }
        Ok(Value::Object(map))
    }

    /// Digits and the colon behind them.
    fn length(&mut self) -> Result<usize, PhpError> {
        let digits = self.until(b':')?;
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten().ok_or_else(|| self.error("a length that is none"))
    }

    fn until(&mut self, end: u8) -> Result<&'t str, PhpError> {
        let rest = &self.text[self.at..];
        let length = rest.bytes().position(|byte| byte == end).ok_or_else(|| self.error("the text ends too early"))?;
        self.at += length + 1;
        Ok(&rest[..length])
    }

    fn expect(&mut self, expected: &str) -> Result<(), PhpError> {
        if !self.text[self.at..].starts_with(expected) {
            return Err(self.error("another character was expected"));
        }
        self.at += expected.len();
        Ok(())
    }

    fn error(&self, message: &'static str) -> PhpError {
        PhpError { message, offset: self.at }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::unserialize;

    #[test]
    fn scalars_and_arrays_are_read() {
        assert_eq!(unserialize("N;"), Ok(json!(null)));
        assert_eq!(unserialize("b:1;"), Ok(json!(true)));
        assert_eq!(unserialize("i:-7;"), Ok(json!(-7)));
        assert_eq!(unserialize("d:0.5;"), Ok(json!(0.5)));
        assert_eq!(unserialize("d:1.0E+25;").map(|value| value.is_number()), Ok(true));
        assert_eq!(unserialize("a:2:{i:0;s:1:\"1\";i:1;s:3:\"a;b\";}"), Ok(json!(["1", "a;b"])));
        assert_eq!(unserialize("a:0:{}"), Ok(json!([])));
        assert_eq!(unserialize("a:2:{s:1:\"k\";a:1:{i:0;N;}i:5;i:1;}"), Ok(json!({"k": [null], "5": 1})));
        assert_eq!(unserialize("a:1:{i:1;i:2;}"), Ok(json!({"1": 2})));
    }

    #[test]
    fn lengths_count_bytes() {
        assert_eq!(unserialize("s:3:\"é!\";"), Ok(json!("é!")));
        assert!(unserialize("s:2:\"é!\";").is_err());
        assert!(unserialize("s:1:\"é\";").is_err());
    }

    #[test]
    fn what_is_not_exactly_one_value_is_an_error() {
        for text in [
            "",
            "i:1",
            "i:1;x",
            "b:2;",
            "i:x;",
            "d:NAN;",
            "s:99:\"a\";",
            "s:18446744073709551615:\"a\";",
            "s:+1:\"a\";",
            "a:1:{}",
            "a:2:{i:0;i:1;i:0;i:2;}",
            "a:1:{N;i:1;}",
            "O:1:\"A\":0:{}",
            "a:99999999999:{",
        ] {
            assert!(unserialize(text).is_err(), "{text}");
        }
        assert!(unserialize(&"a:1:{i:0;".repeat(100_000)).is_err());
    }
}
