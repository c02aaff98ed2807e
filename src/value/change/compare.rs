//! Two JSON values held against each other: what changed, and what either would be with only some of the changes.

use serde_json::Value;

use crate::value::change::model::Change;
use crate::value::change::part::Mixture;
use crate::value::change::walk::{Found, Walk};

/// Two JSON values, and what changed from the old one to the new one.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What changed, in the order of the documents. An index into it names a change.
    pub changes: Vec<Change>,
    old: Value,
    new: Value,
    mixture: Mixture,
    /// The change that each draft of the mixture became.
    told: Vec<usize>,
}

impl Comparison {
    /// Compares two values. Equal ones have no changes; numbers are compared by their value, so that another notation
    /// of one is none either.
    pub fn of(old: Value, new: Value) -> Comparison {
        let Found { drafts, mixture } = Walk::through(&old, &new);
        let mut order: Vec<usize> = (0..drafts.len()).filter(|at| drafts[*at].told_by.is_none()).collect();
        order.sort_by_key(|at| drafts[*at].order);
        let mut told = vec![0; drafts.len()];
        for (index, draft) in order.iter().enumerate() {
            told[*draft] = index;
        }
        for (at, draft) in drafts.iter().enumerate() {
            if let Some(by) = draft.told_by {
                told[at] = told[by];
            }
        }
        let changes = order.into_iter().map(|at| drafts[at].change()).collect();
        Comparison { changes, mixture, told, old, new }
    }

    /// The value with the changes that `is_taken` names by their index: the new value with all of them, the old one
    /// with none. Any others make a sound value, in which each change is either there or not.
    pub fn select(&self, is_taken: impl Fn(usize) -> bool) -> Value {
        match (0..self.changes.len()).filter(|index| is_taken(*index)).count() {
            // Also the notation and the order of keys, which are no changes, are then those of the version.
            0 if !self.changes.is_empty() => self.old.clone(),
            taken if taken == self.changes.len() => self.new.clone(),
            _ => self.mixed(&is_taken),
        }
    }

    /// The same, put together even where it is one of the versions.
    pub(super) fn mixed(&self, is_taken: &dyn Fn(usize) -> bool) -> Value {
        self.mixture.with(&self.old, &self.new, &|draft| is_taken(self.told[draft]))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Comparison;
    use crate::value::json;

    /// Every change as a line, after it was proven that each can be taken alone and all but each, too.
    fn told(old: Value, new: Value) -> Vec<String> {
        let comparison = Comparison::of(old.clone(), new.clone());
        assert!(json::equal(&comparison.mixed(&|_| true), &new), "all of it is {}", comparison.mixed(&|_| true));
        assert!(json::equal(&comparison.mixed(&|_| false), &old), "none of it is {}", comparison.mixed(&|_| false));
        comparison.changes.iter().map(|one| format!("{} {} {}", one.class.name(), one.path, one.words())).collect()
    }

    #[test]
    fn equal_values_have_no_changes_in_any_notation_and_order() {
        let value = |text: &str| json::parse(text.as_bytes()).expect("json");
        assert_eq!(told(value(r#"{"a":[1.50,2],"b":1}"#), value(r#"{"b":1.0,"a":[1.5,2e0]}"#)), [""; 0]);
    }

    #[test]
    fn keys_that_go_break_readers_and_keys_that_come_do_not() {
        assert_eq!(
            told(json!({"a": {"gone": 1, "stays": 1}}), json!({"a": {"stays": 1, "a b": [1]}})),
            ["breaking $.a.gone removed (integer)", "additive $.a['a b'] added (array)"]
        );
    }

    #[test]
    fn an_element_put_in_is_one_change_and_no_other_contract() {
        let list = |prices: &[u32]| -> Value {
            prices.iter().map(|price| json!({"text": format!("line {price}"), "price": price})).collect()
        };
        assert_eq!(told(list(&[1, 2, 3, 4]), list(&[9, 1, 2, 3, 4])), ["value $[*] added (object)"]);
        assert_eq!(told(list(&[1, 2, 3, 4]), list(&[1, 2, 4])), ["value $[*] removed (object)"]);
    }

    #[test]
    fn an_element_of_a_type_that_none_had_breaks_readers() {
        assert_eq!(told(json!([1, 2]), json!([1, 2, null])), ["breaking $[*] added (null)"]);
        assert_eq!(told(json!([]), json!([1])), ["value $[*] added (integer)"]);
    }

    #[test]
    fn elements_with_ids_are_compared_with_themselves() {
        let old = json!([{"id": 1, "price": 5}, {"id": 2, "price": 6}, {"id": 3, "price": 7}]);
        let new = json!([{"id": 2, "price": 6}, {"id": 3, "price": "7"}, {"id": 4, "price": 5}]);
        assert_eq!(
            told(old, new),
            ["value $[*] removed (object)", "breaking $[*].price integer -> string", "value $[*] added (object)"]
        );
    }

    #[test]
    fn ids_that_became_texts_are_told_for_each_element_and_nothing_else() {
        let old = json!([{"id": 1, "n": true}, {"id": 2, "n": false}]);
        let new = json!([{"id": "1", "n": true}, {"id": "2", "n": false}]);
        assert_eq!(told(old, new), ["breaking $[*].id integer -> string"; 2]);
    }

    #[test]
    fn another_order_of_the_same_elements_is_one_change() {
        assert_eq!(told(json!({"a": ["x", "y", "z"]}), json!({"a": ["z", "x", "y"]})), ["order $.a reordered"]);
        let old = json!([{"id": 1, "n": 1}, {"id": 2, "n": 2}, {"id": 3, "n": 3}]);
        let new = json!([{"id": 3, "n": 3}, {"id": 1, "n": 7}, {"id": 2, "n": 2}]);
        assert_eq!(told(old, new), ["order $ reordered", "value $[*].n 1 -> 7"]);
    }

    #[test]
    fn a_key_with_the_same_value_under_another_name_was_renamed() {
        assert_eq!(
            told(json!({"total": "120.50", "x": 1}), json!({"x": 1, "amount": "120.50"})),
            ["breaking $.total renamed to amount"]
        );
    }

    #[test]
    fn a_key_that_was_renamed_once_was_renamed_everywhere() {
        let list = |key: &str, last: Value| json!([{"id": 1, key: 12345}, {"id": 2, key: 0}, {"id": 3, key: last}]);
        let renamed = "breaking $[*].price renamed to cost";
        assert_eq!(
            told(list("price", json!(7)), list("cost", json!("7"))),
            [renamed, renamed, renamed, "breaking $[*].price integer -> string"]
        );
    }

    #[test]
    fn values_that_say_nothing_are_neither_renamed_nor_moved() {
        for value in [json!(true), json!(0), json!(""), json!(null), json!(12), json!([])] {
            let lines = told(json!({"a": value, "o": {"x": 1}}), json!({"b": value, "o": {"x": 1, "y": value}}));
            assert!(lines.iter().all(|line| line.contains("removed") || line.contains("added")), "{lines:?}");
        }
    }

    #[test]
    fn what_is_at_another_place_was_moved() {
        let address = json!({"street": "High Street 5", "city": "Lisbon"});
        assert_eq!(
            told(json!({"address": address, "client": {"id": 1}}), json!({"client": {"id": 1, "address": address}})),
            ["breaking $.address moved to $.client.address"]
        );
        let order = json!({"text": "a long order"});
        assert_eq!(
            told(json!({"open": [order, {"n": 1}], "done": []}), json!({"open": [{"n": 1}], "done": [order]})),
            ["order $.open[*] moved to $.done[*]"]
        );
    }

    #[test]
    fn a_move_within_each_element_is_told_for_each() {
        let old = json!([{"id": 1, "currency": "Euro (EUR)", "price": {"n": 1}}, {"id": 2, "currency": "Euro (EUR)", "price": {"n": 1}}]);
        let new = json!([{"id": 1, "price": {"n": 1, "currency": "Euro (EUR)"}}, {"id": 2, "price": {"n": 1, "currency": "Euro (EUR)"}}]);
        assert_eq!(told(old, new), ["breaking $[*].currency moved to $[*].price.currency"; 2]);
    }

    #[test]
    fn fields_that_were_grouped_in_a_new_object_were_moved_into_it() {
        let old = json!({"id": 1, "street": "High Street 5", "city": "Lisbon", "zip": 7});
        let new = json!({"id": 1, "address": {"street": "High Street 5", "city": "Lisbon", "zip": 7, "lines": [1]}});
        let into = [
            "breaking $.street moved to $.address.street",
            "breaking $.city moved to $.address.city",
            "breaking $.zip removed (integer)",
        ];
        let lines = told(old.clone(), new.clone());
        assert_eq!(lines, [vec!["additive $.address added (object)"], into.to_vec()].concat());
        let comparison = Comparison::of(old.clone(), new.clone());
        let only_street = json!({"id": 1, "address": {"street": "High Street 5"}, "city": "Lisbon", "zip": 7});
        assert_eq!(comparison.select(|index| index == 1), only_street);
        let without =
            json!({"id": 1, "address": {"city": "Lisbon", "zip": 7, "lines": [1]}, "street": "High Street 5"});
        assert_eq!(comparison.select(|index| index != 1), without);
        assert_eq!(told(new, old).len(), 4);
    }

    #[test]
    fn an_envelope_is_one_change_and_what_is_inside_is_still_compared() {
        let list =
            |price: u32| json!([{"id": 1, "text": "first line", "price": price}, {"id": 2, "text": "second line"}]);
        let wrapped = json!({"data": list(6), "meta": {"page": 1}});
        assert_eq!(told(list(5), wrapped.clone()), ["breaking $ moved to $.data", "value $[*].price 5 -> 6"]);
        assert_eq!(told(wrapped, list(5)), ["breaking $.data moved to $", "value $.data[*].price 6 -> 5"]);
    }

    #[test]
    fn keys_that_are_data_are_elements() {
        let old = json!({"prices": {"1": {"net": 5}, "2": {"net": 6}}});
        let new = json!({"prices": {"2": {"net": "6"}, "17": {"net": 5}}});
        assert_eq!(
            told(old, new),
            [
                "value $.prices[*] removed (object)",
                "breaking $.prices[*].net integer -> string",
                "value $.prices[*] added (object)"
            ]
        );
    }

    #[test]
    fn becoming_null_breaks_readers_and_a_value_after_null_does_not() {
        assert_eq!(told(json!({"a": 1}), json!({"a": null})), ["breaking $.a integer -> null"]);
        assert_eq!(told(json!({"a": null}), json!({"a": "x"})), ["additive $.a null -> string"]);
    }

    #[test]
    fn any_of_the_changes_can_be_taken_without_the_others() {
        let street = json!({"street": "High Street 5"});
        let old = json!({"total": "120.50", "list": ["a", "b", "c"], "address": street, "client": {}});
        let new = json!({"amount": "120.50", "list": ["c", "a", "x", "b"], "client": {"address": street}});
        let comparison = Comparison::of(old, new);
        let lines: Vec<String> = comparison.changes.iter().map(|one| format!("{} {}", one.path, one.words())).collect();
        assert_eq!(
            lines,
            [
                "$.total renamed to amount",
                "$.list reordered",
                "$.list[*] added (string)",
                "$.address moved to $.client.address",
            ]
        );
        let with = |taken: &[usize]| comparison.select(|index| taken.contains(&index));
        let moved = json!({"total": "120.50", "list": ["a", "x", "b", "c"], "client": {"address": street}});
        assert_eq!(with(&[2, 3]), moved);
        let renamed = json!({"amount": "120.50", "list": ["c", "a", "b"], "address": street, "client": {}});
        assert_eq!(with(&[0, 1]), renamed);
    }

    #[test]
    fn a_value_deeper_than_any_body_is_compared_as_a_whole() {
        let nested = |depth: usize, inside: Value| (0..depth).fold(inside, |value, _| json!([value]));
        let comparison = Comparison::of(nested(400, json!(1)), nested(400, json!("1")));
        assert_eq!(comparison.changes.len(), 1);
        assert_eq!(comparison.mixed(&|_| true), nested(400, json!("1")));
    }
}
