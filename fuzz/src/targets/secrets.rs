//! The mask: whatever the text and however it is cut, no form of a secret stays readable.

use std::borrow::Cow;
use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use countersign::secret::forms::forms;
use countersign::secret::mask::Mask;
use countersign::secret::secret::{SHORT, Secret};
use countersign::secret::writer::MaskWriter;
use countersign::value::codec;

use super::input::{choices, texts};

/// Longer secrets have too many and too long forms for as many tries as are wanted here.
const LONGEST: usize = 200;

/// Two secrets and a text.
pub fn fuzz(bytes: &[u8]) {
    let Some([one, other, text]) = texts(bytes) else { return };
    let values: Vec<&str> = [one, other].into_iter().filter(|value| is_secret(value)).collect();
    let secrets = values.iter().zip(["S1", "S2"]).filter_map(|(value, name)| Secret::new(name, *value).ok());
    let mask = Mask::new(secrets);
    // The case of ASCII letters does not matter.
    let forms: Vec<String> =
        values.iter().flat_map(|value| forms(value)).map(|form| form.to_ascii_lowercase()).collect();
    text_is_masked(&mask, &forms, text);
    let folded = text.to_ascii_lowercase();
    if !forms.iter().any(|form| folded.contains(form.as_str()) || text.contains('…')) {
        assert!(matches!(mask.apply(text), Cow::Borrowed(same) if same == text), "nothing to mask in {text:?}");
    }
    for value in values {
        for written in encoded(value, text) {
            text_is_masked(&mask, &forms, &written);
        }
    }
}

/// What could be taken for a label of the mask, or a part of one, can't be told from one in its result.
fn is_secret(value: &str) -> bool {
    let labels = ["«secret:s1»", "«secret:s2»"];
    let distinct = |form: &String| {
        let folded = form.to_ascii_lowercase();
        !form.contains(['«', '»', '…']) && !labels.iter().any(|label| label.contains(&folded))
    };
    value.trim().chars().count() >= SHORT && value.chars().count() <= LONGEST && forms(value).iter().all(distinct)
}

fn text_is_masked(mask: &Mask, forms: &[String], text: &str) {
    let masked = mask.apply(text);
    for piece in masked.split(['«', '»']) {
        let folded = piece.to_ascii_lowercase();
        let left = forms.iter().find(|form| folded.contains(form.as_str()));
        assert_eq!(left, None, "{text:?} is masked as {masked:?}");
    }
    assert_eq!(mask.apply(&masked), masked, "masked once more");
    let whole = mask.apply_bytes(text.as_bytes());
    if !text.contains('…') {
        assert_eq!(String::from_utf8_lossy(&whole), masked);
    }
    assert_eq!(String::from_utf8_lossy(&streamed(mask, text)), String::from_utf8_lossy(&whole), "{text:?} in pieces");
}

/// The text written in pieces of any length.
fn streamed(mask: &Mask, text: &str) -> Vec<u8> {
    let mut random = choices(text.as_bytes());
    let mut writer = MaskWriter::new(mask.clone(), Vec::new());
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(random.usize(1..=rest.len().min(24)));
        writer.write_all(piece).expect("memory");
        if random.bool() {
            writer.flush().expect("memory");
        }
        rest = behind;
    }
    writer.finish().expect("memory")
}

/// The secret inside a text, as encoders write both together.
fn encoded(secret: &str, text: &str) -> Vec<String> {
    let (before, behind) = text.split_at(text.char_indices().nth(5).map_or(text.len(), |(at, _)| at));
    let behind: String = behind.chars().take(40).collect();
    let all = format!("{before}{secret}{behind}");
    let hexadecimal: String = all.bytes().map(|byte| format!("{byte:02x}")).collect();
    vec![
        serde_json::to_string(&all).unwrap_or_default(),
        codec::encode_query(&all),
        codec::encode_form(&all),
        codec::encode_segment(&all),
        STANDARD.encode(&all),
        URL_SAFE_NO_PAD.encode(&all),
        hexadecimal,
        format!("Basic {}", STANDARD.encode(format!("user:{secret}"))),
        format!("{all:?}"),
        all,
    ]
}
