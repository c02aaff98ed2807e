//! What a made-up object repeats of its request: whoever asks for item 7 gets one whose id is 7.

use serde_json::{Number, Value as Json};

/// Puts the parameters of a path into the properties that they name, as far as the object still fits its schema. Says
/// whether anything was changed.
pub fn reflect(object: &mut Json, path: &[(String, String)], fits: &dyn Fn(&Json) -> bool) -> bool {
    let mut changed = false;
    for (property, text) in reflected(object, path) {
        let Some(place) = object.get_mut(&property) else { continue };
        let value = match place {
            Json::Number(_) => text.parse::<Number>().map(Json::Number).ok(),
            Json::String(_) => Some(Json::String(text)),
            _ => None,
        };
        let Some(value) = value.filter(|value| value != place) else { continue };
        let before = std::mem::replace(place, value);
        if fits(object) {
            changed = true;
        } else if let Some(place) = object.get_mut(&property) {
            *place = before;
        }
    }
    changed
}

/// Whether any parameter of a path names a property.
pub fn is_reflected(object: &Json, path: &[(String, String)]) -> bool {
    !path.is_empty() && !reflected(object, path).is_empty()
}

/// The properties that parameters name, with the parameters' texts. The last parameter says which item is asked for, so
/// `petId` names `id` where there is no property closer to it.
fn reflected(object: &Json, path: &[(String, String)]) -> Vec<(String, String)> {
    let Some(map) = object.as_object() else { return Vec::new() };
    let mut found = Vec::new();
    for (index, (name, text)) in path.iter().enumerate() {
        let plain = plain(name);
        let same = map.keys().find(|key| *key == name).or_else(|| map.keys().find(|key| self::plain(key) == plain));
        let id = || map.keys().find(|key| index + 1 == path.len() && plain.ends_with("id") && *key == "id");
        if let Some(property) = same.or_else(id) {
            found.push((property.clone(), text.clone()));
        }
    }
    found
}

/// `pet_id`, `pet-id` and `petId` are the same.
fn plain(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::reflect;

    fn reflected(mut object: Value, path: &[(&str, &str)]) -> Value {
        let path: Vec<(String, String)> =
            path.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        reflect(&mut object, &path, &|value| value["id"] != json!(13));
        object
    }

    #[test]
    fn the_last_parameter_is_the_id_and_others_go_by_name() {
        assert_eq!(
            reflected(json!({ "id": 1, "owner_id": "x" }), &[("ownerId", "o"), ("pet-id", "7")]),
            json!({ "id": 7, "owner_id": "o" })
        );
        assert_eq!(reflected(json!({ "id": 1, "petId": 2 }), &[("petId", "7")]), json!({ "id": 1, "petId": 7 }));
        assert_eq!(reflected(json!({ "id": 1 }), &[("petId", "7"), ("name", "x")]), json!({ "id": 1 }));
    }

    #[test]
    fn what_would_not_fit_stays_as_it_was() {
        assert_eq!(reflected(json!({ "id": 1 }), &[("id", "13")]), json!({ "id": 1 }));
        assert_eq!(reflected(json!({ "id": 1 }), &[("id", "abc")]), json!({ "id": 1 }));
        assert_eq!(reflected(json!({ "id": [1] }), &[("id", "7")]), json!({ "id": [1] }));
    }
}
