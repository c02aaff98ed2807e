//! Names made fit for ids and file names.

use sha2::{Digest, Sha256};

/// `[a-z0-9-]`, at most 100 bytes; 8 digits of a hash are added where something of the text was lost.
pub fn slug(text: &str) -> String {
    const LIMIT: usize = 100;
    let mut slug = String::with_capacity(text.len());
    let mut lost = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else {
            lost |= !c.is_ascii();
            if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.len() > LIMIT || slug.is_empty() {
        lost = true;
        slug.truncate(LIMIT - 9);
    }
    if lost {
        slug.truncate(LIMIT - 9);
        let hash = Sha256::digest(text.as_bytes());
        let digits: String = hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        slug = format!("{slug}-{digits}").trim_start_matches('-').to_owned();
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_short_and_tell_lossy_names_apart() {
        assert_eq!(slug("lists every custom field of an invoice"), "lists-every-custom-field-of-an-invoice");
        assert_eq!(slug("404: no such thing!"), "404-no-such-thing");
        assert_ne!(slug("número"), slug("numero"));
        assert!(slug(&"x".repeat(300)).len() <= 100);
        assert_ne!(slug(&"x".repeat(300)), slug(&"x".repeat(301)));
        assert!(!slug("日本").is_empty());
    }
}
