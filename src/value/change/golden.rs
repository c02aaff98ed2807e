//! Answers as APIs give them, and their changes as a reviewer read them and found them right.

use serde_json::Value;

use crate::value::change::compare::Comparison;
use crate::value::json;

struct Golden {
    name: &'static str,
    old: &'static str,
    new: &'static str,
    changes: &'static [&'static str],
}

const GOLDEN: &[Golden] = &[
    Golden {
        name: "custom fields of an invoice: a field more in front, one value another, an id a number",
        old: r##"[
            {"custom_field_id": "1", "label": "Input 1", "type": "input", "required": "0", "value": "some text"},
            {"custom_field_id": "4", "label": "Select 1", "type": "select", "required": "0", "value": "Option 1",
             "options": "[\"Option 1\",\"Option 2\"]"},
            {"custom_field_id": "7", "label": "Datepicker 1", "type": "date_picker", "required": "0", "value": "2021-05-01"},
            {"custom_field_id": "9", "label": "Colorpicker 1", "type": "colorpicker", "required": "0", "value": "#ff0000"}
        ]"##,
        new: r##"[
            {"custom_field_id": "12", "label": "Number 1", "type": "number", "required": "0", "value": "5"},
            {"custom_field_id": "1", "label": "Input 1", "type": "input", "required": false, "value": "another text"},
            {"custom_field_id": "4", "label": "Select 1", "type": "select", "required": "0", "value": "Option 1",
             "options": "[\"Option 1\",\"Option 2\"]"},
            {"custom_field_id": 7, "label": "Datepicker 1", "type": "date_picker", "required": "0", "value": "2021-06-01"},
            {"custom_field_id": "9", "label": "Colorpicker 1", "type": "colorpicker", "required": "0", "value": "red"}
        ]"##,
        changes: &[
            "value $[*] added (object)",
            "breaking $[*].required string -> boolean",
            "value $[*].value \"some text\" -> \"another text\"",
            "breaking $[*].custom_field_id string -> integer",
            "value $[*].value date -> date",
            "breaking $[*].value hex-color -> string",
        ],
    },
    Golden {
        name: "an invoice: a key renamed, a client nested, a line gone, the lines in another order",
        old: r#"{
            "id": 25, "number": "INV-000025", "date": "2021-05-01", "duedate": "2021-06-01", "total": "123.00",
            "client_name": "Example Limited", "client_vat": "PT508000000", "adminnote": null, "hash": "9f86d081884c7d659a2feaa0c55ad015",
            "items": [
                {"id": 1, "description": "Consulting", "qty": "2.00", "rate": "50.00"},
                {"id": 2, "description": "Hosting", "qty": "1.00", "rate": "23.00"},
                {"id": 3, "description": "Discount", "qty": "1.00", "rate": "0.00"}
            ]
        }"#,
        new: r#"{
            "id": 26, "number": "INV-000026", "date": "2021-05-02", "due_date": "2021-06-01", "total": 123.00,
            "client": {"name": "Example Limited", "vat": "PT508000000"}, "adminnote": "call back", "hash": "60303ae22b998861bce3b28f33eec1be",
            "items": [
                {"id": 2, "description": "Hosting", "qty": "1.00", "rate": "23.00", "unit": null},
                {"id": 1, "description": "Consulting", "qty": "2.00", "rate": "55.00", "unit": null}
            ]
        }"#,
        changes: &[
            "value $.id 25 -> 26",
            "value $.number \"INV-000025\" -> \"INV-000026\"",
            "value $.date date -> date",
            "breaking $.duedate renamed to due_date",
            "breaking $.total string -> integer",
            "additive $.client added (object)",
            "breaking $.client_name moved to $.client.name",
            "breaking $.client_vat moved to $.client.vat",
            "additive $.adminnote null -> string",
            "value $.hash digest -> digest",
            "order $.items reordered",
            "additive $.items[*].unit added (null)",
            "value $.items[*] removed (object)",
            "value $.items[*].rate \"50.00\" -> \"55.00\"",
            "additive $.items[*].unit added (null)",
        ],
    },
    Golden {
        name: "a search: the list was put in a page, and an entry is new",
        old: r#"[{"id": "1", "company": "Example Limited", "tags": ["a", "b"]}, {"id": "2", "company": "Other Limited", "tags": []}]"#,
        new: r#"{"data": [{"id": "1", "company": "Example Limited", "tags": ["b", "c"]}, {"id": "2", "company": "Other Limited", "tags": []},
                          {"id": "3", "company": "Third Limited", "tags": ["x"]}], "page": 1, "pages": 1}"#,
        changes: &[
            "breaking $ moved to $.data",
            "value $[*].tags[*] removed (string)",
            "value $.data[*].tags[*] added (string)",
            "value $.data[*] added (object)",
        ],
    },
    Golden {
        name: "an error: another message, and a list where PHP has an object when it is empty",
        old: r#"{"status": false, "message": "No data were found", "errors": {"name": "The name is missing"}}"#,
        new: r#"{"status": false, "message": "Nothing found", "errors": []}"#,
        changes: &["value $.message \"No data were found\" -> \"Nothing found\"", "breaking $.errors object -> array"],
    },
    Golden {
        name: "a list without ids: a line put in, one changed, one gone",
        old: r#"{"lines": [{"text": "Consulting in May", "net": 100.5}, {"text": "Hosting in May", "net": 20}, {"text": "Support", "net": 7.5}]}"#,
        new: r#"{"lines": [{"text": "Set-up", "net": 10}, {"text": "Consulting in May", "net": 110.5}, {"text": "Support", "net": 7.5}]}"#,
        changes: &[
            "value $.lines[*] added (object)",
            "value $.lines[*].net 100.5 -> 110.5",
            "value $.lines[*] removed (object)",
        ],
    },
    Golden {
        name: "sequences by id: keys that are data",
        old: r#"{"sequences": {"42": {"serie": "2021", "current": true}, "43": {"serie": "2022", "current": false}}}"#,
        new: r#"{"sequences": {"42": {"serie": "2021", "current": false}, "44": {"serie": "2022", "current": true}}}"#,
        changes: &[
            "value $.sequences[*].current true -> false",
            "value $.sequences[*] added (object)",
            "value $.sequences[*] removed (object)",
        ],
    },
];

#[test]
fn answers_change_as_a_reviewer_would_say() {
    let parse = |text: &str| -> Value { json::parse(text.as_bytes()).expect("JSON") };
    for golden in GOLDEN {
        let comparison = Comparison::of(parse(golden.old), parse(golden.new));
        let line = |change: &crate::value::change::model::Change| {
            format!("{} {} {}", change.class.name(), change.path, change.words())
        };
        let lines: Vec<String> = comparison.changes.iter().map(line).collect();
        assert_eq!(lines, golden.changes, "{}", golden.name);
        assert!(json::equal(&comparison.mixed(&|_| true), &parse(golden.new)), "{}", golden.name);
        assert!(json::equal(&comparison.mixed(&|_| false), &parse(golden.old)), "{}", golden.name);
    }
}
