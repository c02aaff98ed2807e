//! What names say: which property is the id of a thing, which parameter asks for a page, which one counts the whole.

/// A name without case and separators: `petId`, `pet_id` and `pet-id` are one.
pub fn plain(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `categories` -> `category`, `pets` -> `pet`.
pub fn singular(name: &str) -> String {
    let end = |suffix: &str, with: &str| name.strip_suffix(suffix).map(|stem| format!("{stem}{with}"));
    match name {
        name if name.ends_with("ss") || name.ends_with("us") || name.ends_with("is") => name.to_owned(),
        "people" => "person".into(),
        "children" => "child".into(),
        _ => end("ies", "y")
            .or_else(|| end("sses", "ss"))
            .or_else(|| end("xes", "x"))
            .or_else(|| end("ches", "ch"))
            .or_else(|| end("shes", "sh"))
            .or_else(|| end("s", ""))
            .filter(|singular| !singular.is_empty())
            .unwrap_or_else(|| name.to_owned()),
    }
}

/// Whether two words are one in singular and plural.
pub fn same_word(a: &str, b: &str) -> bool {
    let (a, b) = (plain(a), plain(b));
    a == b || singular(&a) == b || a == singular(&b)
}

/// The property that holds the id of a thing: named like the path's parameter, `id`, `<thing>Id`, or by one of the
/// words that ids go by.
pub fn id_property<'n>(names: impl Iterator<Item = &'n str> + Clone, parameter: &str, thing: &str) -> Option<&'n str> {
    let thing = singular(&plain(thing));
    let find = |wanted: &str| names.clone().find(|name| plain(name) == wanted);
    let parameter_name = plain(parameter);
    names
        .clone()
        .find(|name| *name == parameter)
        .or_else(|| names.clone().find(|name| *name == "id"))
        .or_else(|| find(&parameter_name))
        .or_else(|| find(&format!("{thing}id")))
        .or_else(|| find(parameter_name.strip_prefix(&thing).filter(|rest| !rest.is_empty())?))
        .or_else(|| ["id", "uuid", "guid", "key", "slug", "code"].into_iter().find_map(find))
}

/// What a query parameter asks a list for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// How many at most.
    Limit,
    /// How many to pass over.
    Offset,
    /// Which page.
    Page,
    /// By which property to sort.
    Sort,
    /// Which way to sort.
    Order,
}

/// What a parameter of this name asks for, if it is one of the usual names.
pub fn asks(name: &str) -> Option<Asks> {
    Some(match plain(name).as_str() {
        "limit" | "perpage" | "pagesize" | "size" | "maxresults" | "max" | "take" | "top" | "pagelimit"
        | "itemsperpage" | "maxitems" => Asks::Limit,
        "offset" | "skip" | "pageoffset" => Asks::Offset,
        "page" | "pagenumber" | "pageindex" | "currentpage" => Asks::Page,
        "sort" | "sortby" | "orderby" | "ordering" | "sortfield" => Asks::Sort,
        "order" | "direction" | "sortorder" | "sortdir" | "sortdirection" | "dir" => Asks::Order,
        _ => return None,
    })
}

/// What a property beside a list tells about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// How many there are on all pages.
    Total,
    /// How many there are on this page.
    Count,
    /// Which page this is.
    Page,
    /// How many fit on a page.
    Limit,
    /// How many were passed over.
    Offset,
    /// How many pages there are.
    Pages,
    /// Whether there are more.
    More,
    /// Where the next ones are.
    Next,
    /// Where the ones before are.
    Previous,
}

/// What a property of this name tells, if it is one of the usual names.
pub fn tells(name: &str) -> Option<Tells> {
    Some(match plain(name).as_str() {
        "total" | "totalcount" | "totalitems" | "totalelements" | "totalresults" | "totalrecords" | "xtotalcount"
        | "xtotal" | "totalnumber" | "totalsize" => Tells::Total,
        "count" | "numberofelements" | "itemcount" | "length" => Tells::Count,
        "page" | "currentpage" | "pagenumber" => Tells::Page,
        "limit" | "perpage" | "pagesize" | "itemsperpage" => Tells::Limit,
        "offset" | "skip" => Tells::Offset,
        "pages" | "totalpages" | "pagecount" | "lastpage" | "pagetotal" => Tells::Pages,
        "hasmore" | "hasnext" | "hasnextpage" | "more" => Tells::More,
        "next" | "nextpage" | "nextcursor" | "nextpagetoken" | "nexturl" | "nextlink" => Tells::Next,
        "prev" | "previous" | "prevpage" | "previouspage" | "previouscursor" | "prevcursor" => Tells::Previous,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{id_property, same_word, singular};

    #[test]
    fn the_id_is_found_by_the_parameter_then_by_the_usual_names() {
        let id = |names: &[&'static str], parameter, thing| id_property(names.iter().copied(), parameter, thing);
        assert_eq!(id(&["id", "petId"], "petId", "pets"), Some("petId"));
        assert_eq!(id(&["name", "id"], "petId", "pets"), Some("id"));
        assert_eq!(id(&["name", "pet_id"], "petId", "pets"), Some("pet_id"));
        assert_eq!(id(&["name", "petId"], "id", "pets"), Some("petId"));
        assert_eq!(id(&["slug", "number"], "issue_number", "issues"), Some("number"));
        assert_eq!(id(&["name", "uuid"], "x", "pets"), Some("uuid"));
        assert_eq!(id(&["name"], "x", "pets"), None);
    }

    #[test]
    fn words_are_known_in_singular_and_plural() {
        let singulars = ["pets", "categories", "addresses", "boxes", "status", "class", "people"].map(singular);
        assert_eq!(singulars, ["pet", "category", "address", "box", "status", "class", "person"]);
        assert!(same_word("Line_Items", "lineItem") && !same_word("pets", "pots"));
    }
}
