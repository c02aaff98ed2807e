//! Another shape at a place of a shape: what becomes of it when the values there are replaced before they are looked at.

use crate::value::path::PathStep;
use crate::value::shape::model::Shape;

impl Shape {
    /// Puts a shape in the place of all values that a path selects. Where there are none, nothing changes: a key that may
    /// be absent still may, and a list that was always empty has no elements.
    pub fn put(&mut self, path: &[PathStep], shape: &Shape) {
        let Some((step, below)) = path.split_first() else {
            if !self.is_nothing() {
                *self = shape.clone();
            }
            return;
        };
        match step {
            PathStep::Key(key) => self.put_key(key, below, shape),
            PathStep::Every => {
                if let Some(items) = &mut self.array {
                    items.put(below, shape);
                }
                if let Some(fields) = &mut self.object {
                    fields.known.values_mut().for_each(|field| field.shape.put(below, shape));
                    fields.rest.iter_mut().for_each(|rest| rest.put(below, shape));
                }
            }
        }
    }

    fn put_key(&mut self, key: &str, below: &[PathStep], shape: &Shape) {
        let Some(fields) = &mut self.object else { return };
        if let Some(field) = fields.known.get_mut(key) {
            field.shape.put(below, shape);
        } else if let Some(rest) = &mut fields.rest {
            // The key is one among others that nobody knows by name.
            let mut own = (**rest).clone();
            own.put(below, shape);
            **rest = std::mem::take(&mut **rest).union(own);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::value::path::steps;
    use crate::value::shape::model::Shape;

    fn put(value: &serde_json::Value, path: &str) -> Shape {
        let mut shape = Shape::infer(value);
        shape.put(&steps(path).expect("a plain path"), &Shape::infer(&json!("[x]")));
        shape
    }

    #[test]
    fn the_shape_is_that_of_the_value_with_its_places_replaced() {
        let value = json!({"a": 1, "l": [{"p": 1.5}, {"p": null, "q": [1]}], "e": [], "o": {"x": true}});
        for (path, replaced) in [
            ("$.a", json!({"a": "[x]", "l": [{"p": 1.5}, {"p": null, "q": [1]}], "e": [], "o": {"x": true}})),
            ("$.l[*].p", json!({"a": 1, "l": [{"p": "[x]"}, {"p": "[x]", "q": [1]}], "e": [], "o": {"x": true}})),
            ("$.l[*].q", json!({"a": 1, "l": [{"p": 1.5}, {"p": null, "q": "[x]"}], "e": [], "o": {"x": true}})),
            ("$.o.*", json!({"a": 1, "l": [{"p": 1.5}, {"p": null, "q": [1]}], "e": [], "o": {"x": "[x]"}})),
            ("$.l", json!({"a": 1, "l": "[x]", "e": [], "o": {"x": true}})),
            ("$", json!("[x]")),
        ] {
            assert_eq!(put(&value, path), Shape::infer(&replaced), "{path}");
        }
        for path in ["$.e[*]", "$.e[*].x", "$.none", "$.a.b", "$.a[*]"] {
            assert_eq!(put(&value, path), Shape::infer(&value), "{path}");
        }
    }

    #[test]
    fn a_key_that_nobody_knows_by_name_may_be_either() {
        let mut shape = Shape::from_text(r#"{ "type": "object", "others": { "type": "integer" } }"#).expect("a shape");
        shape.put(&steps("$.x").expect("plain"), &Shape::infer(&json!("[x]")));
        assert!(shape.accepts(&json!({"x": "[x]", "y": 1})));
        assert!(!shape.accepts(&json!({"x": null})));
    }
}
