//! `multipart/form-data` bodies (RFC 7578), the same bytes for the same parts.

use sha2::{Digest, Sha256};

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The field's name.
    pub name: String,
    /// The file's name, for a file.
    pub filename: Option<String>,
    /// The media type; none is sent without one.
    pub content_type: Option<String>,
    /// The content.
    pub body: Vec<u8>,
}

/// A whole body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multipart {
    /// What separates the parts; it occurs in none of them.
    pub boundary: String,
    /// The bytes to send.
    pub body: Vec<u8>,
}

impl Multipart {
    /// The body of these parts.
    pub fn new(parts: &[Part]) -> Multipart {
        let boundary = boundary(parts);
        let mut body = Vec::with_capacity(parts.iter().map(|part| part.body.len() + 200).sum());
        for part in parts {
            body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
            body.extend_from_slice(head(part).as_bytes());
            body.extend_from_slice(&part.body);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Multipart { boundary, body }
    }

    /// The content type to send it with.
    pub fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }
}

fn head(part: &Part) -> String {
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"", escape(&part.name));
    if let Some(filename) = &part.filename {
        head.push_str(&format!("; filename=\"{}\"", escape(filename)));
    }
    if let Some(content_type) = &part.content_type {
        head.push_str("\r\nContent-Type: ");
        // A line break would begin another header.
        head.extend(content_type.chars().filter(|character| !matches!(character, '\r' | '\n')));
    }
    head.push_str("\r\n\r\n");
    head
}

/// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
fn escape(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// Made of the content, so that the same request has the same bytes; made again while it occurs in the content.
fn boundary(parts: &[Part]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.name.as_bytes());
        hash.update(&part.body);
    }
    let base = hash.finalize();
    let mut attempt = 0u64;
    loop {
        let digest = Sha256::new().chain_update(base).chain_update(attempt.to_le_bytes()).finalize();
        let hex: String = digest[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        let boundary = format!("countersign-{hex}");
        if !parts.iter().any(|part| occurs(&part.body, boundary.as_bytes())) {
            return boundary;
        }
        attempt += 1;
    }
}

fn occurs(content: &[u8], boundary: &[u8]) -> bool {
    content.windows(boundary.len()).any(|window| window == boundary)
}

#[cfg(test)]
mod tests {
    use super::{Multipart, Part};

    fn part(name: &str, filename: Option<&str>, content_type: Option<&str>, body: &[u8]) -> Part {
        Part {
            name: name.into(),
            filename: filename.map(Into::into),
            content_type: content_type.map(Into::into),
            body: body.to_vec(),
        }
    }

    #[test]
    fn parts_are_written_as_browsers_do() {
        let parts =
            [part("a\"b\r\n", None, None, b"1"), part("f", Some("é.pdf"), Some("application/pdf\r\nX: y"), b"\0\xff")];
        let multipart = Multipart::new(&parts);
        let boundary = &multipart.boundary;
        let mut expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"a%22b%0D%0A\"\r\n\r\n1\r\n--{boundary}\r\n\
             Content-Disposition: form-data; name=\"f\"; filename=\"é.pdf\"\r\nContent-Type: application/pdfX: y\r\n\r\n"
        )
        .into_bytes();
        expected.extend_from_slice(b"\0\xff");
        expected.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        assert_eq!(String::from_utf8_lossy(&multipart.body), String::from_utf8_lossy(&expected));
        assert_eq!(multipart, Multipart::new(&parts));
    }

    #[test]
    fn without_parts_only_the_end_is_sent() {
        let multipart = Multipart::new(&[]);
        assert_eq!(multipart.body, format!("--{}--\r\n", multipart.boundary).into_bytes());
        assert!(multipart.content_type().starts_with("multipart/form-data; boundary=countersign-"));
    }
}
