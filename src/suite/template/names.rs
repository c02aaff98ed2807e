//! The names an expression may use, so that an undefined one is found before anything is sent.

/// The root names known in one place, and their attributes where all of them are known.
#[derive(Clone, Debug, Default)]
pub struct Names {
    roots: Vec<(String, Option<Vec<String>>)>,
}

impl Names {
    /// Adds a root of which any attribute may exist.
    pub fn with(mut self, root: &str) -> Names {
        self.roots.push((root.to_owned(), None));
        self
    }

    /// Adds a root that has these attributes and no others.
    pub fn with_attributes<S: Into<String>>(mut self, root: &str, attributes: impl IntoIterator<Item = S>) -> Names {
        self.roots.push((root.to_owned(), Some(attributes.into_iter().map(Into::into).collect())));
        self
    }

    /// Every root.
    pub fn roots(&self) -> impl Iterator<Item = &str> {
        let first = |index: usize, name: &str| !self.roots[..index].iter().any(|(earlier, _)| earlier == name);
        self.roots
            .iter()
            .enumerate()
            .filter(move |(index, (name, _))| first(*index, name))
            .map(|(_, (name, _))| name.as_str())
    }

    /// The attributes of a root: `None` for an unknown root, `Some(None)` where any may exist.
    pub fn attributes(&self, root: &str) -> Option<Option<&[String]>> {
        // A root given twice counts as it was given last, like the layers of a scope.
        self.roots.iter().rev().find(|(name, _)| name == root).map(|(_, attributes)| attributes.as_deref())
    }
}

/// "did you mean" for a name that is not one of `known`, or else the list of those.
pub fn suggest<'k>(name: &str, known: impl Iterator<Item = &'k str> + Clone) -> Option<String> {
    if let Some(nearest) = nearest(name, known.clone()) {
        return Some(format!("did you mean `{nearest}`?"));
    }
    const SHOWN: usize = 12;
    let shown: Vec<&str> = known.clone().take(SHOWN).collect();
    let more = if known.count() > SHOWN { ", …" } else { "" };
    (!shown.is_empty()).then(|| format!("known here: {}{more}", shown.join(", ")))
}

/// The known name that is most like `name`, if any is like it at all.
pub fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let scored = known.map(|candidate| (strsim::jaro_winkler(name, candidate), candidate));
    scored.filter(|(score, _)| *score > 0.8).max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{Names, suggest};

    #[test]
    fn a_misspelt_name_gets_the_nearest_and_a_strange_one_the_list() {
        let known = ["invoice_id", "client"];
        assert_eq!(suggest("invoce_id", known.into_iter()), Some("did you mean `invoice_id`?".into()));
        assert_eq!(suggest("zzz", known.into_iter()), Some("known here: invoice_id, client".into()));
        assert_eq!(suggest("zzz", [].into_iter()), None);
    }

    #[test]
    fn a_root_given_again_replaces_the_first() {
        let names = Names::default().with_attributes("vars", ["a"]).with("vars");
        assert_eq!(names.attributes("vars"), Some(None));
        assert_eq!(names.attributes("secrets"), None);
    }
}
