//! Places that are left out of a comparison, since their values are another on every side: `$..updated_at`.

use std::sync::Arc;

use serde_json::Value;

use crate::value::path::JsonPath;

/// What stands for a value that is left out.
const LEFT_OUT: &str = "«ignored»";

/// The body with every value that one of the paths selects replaced, the outermost first. That a place is there, or is
/// not, still counts.
pub fn without(body: &Value, paths: &[Arc<JsonPath>]) -> Value {
    let mut body = body.clone();
    for path in paths {
        let places: Vec<String> = path.located(&body).into_iter().map(|(pointer, _)| pointer).collect();
        for place in places {
            if let Some(value) = body.pointer_mut(&place) {
                *value = Value::String(LEFT_OUT.to_owned());
            }
        }
    }
    body
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::without;
    use crate::value::path::JsonPath;

    #[test]
    fn what_is_selected_is_left_out_wherever_it_is() {
        let path = JsonPath::parse("$..at").expect("a path");
        let body = json!({"at": {"at": 1}, "items": [{"at": "now", "id": 1}, {"id": 2}]});
        let left = json!({"at": "«ignored»", "items": [{"at": "«ignored»", "id": 1}, {"id": 2}]});
        assert_eq!(without(&body, &[path]), left);
    }
}
