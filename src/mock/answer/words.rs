//! What a made-up error says: its status and what is wrong, where errors usually have them.

use http::StatusCode;
use serde_json::{Map, Value as Json, json};

use crate::contract::conform::breach::Breach;
use crate::mock::ask::incoming::{described, line};

/// How deep messages are put into a body.
const DEPTH: usize = 3;

/// What an error is to say.
#[derive(Clone, Copy, Debug)]
pub struct Words<'b> {
    /// Its status.
    pub status: u16,
    /// In a sentence.
    pub detail: &'b str,
    /// What is wrong with the request.
    pub violations: &'b [Breach],
}

impl Words<'_> {
    /// Puts the words where a body of this kind usually has them, as far as it still fits its schema.
    pub fn put_into(&self, body: &mut Json, fits: &dyn Fn(&Json) -> bool) -> bool {
        let mut pointers = Vec::new();
        if let Some(map) = body.as_object() {
            places(map, String::new(), DEPTH, &mut pointers);
        }
        let mut changed = false;
        for pointer in pointers {
            let name = pointer.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
            for words in self.candidates(&name) {
                let Some(place) = body.pointer_mut(&pointer) else { break };
                let before = std::mem::replace(place, words);
                if fits(body) {
                    changed = true;
                    break;
                }
                if let Some(place) = body.pointer_mut(&pointer) {
                    *place = before;
                }
            }
        }
        changed
    }

    /// What may stand under a name, the best first.
    fn candidates(&self, name: &str) -> Vec<Json> {
        let title = StatusCode::from_u16(self.status).ok().and_then(|status| status.canonical_reason());
        let lines = || match self.violations {
            [] => json!([self.detail]),
            violations => violations.iter().map(line).collect(),
        };
        match name {
            "status" | "statuscode" | "status_code" | "code" => {
                vec![json!(self.status), json!(self.status.to_string())]
            }
            "title" => vec![json!(title)],
            "type" => vec![json!("about:blank")],
            "error" => vec![json!(self.detail), json!(title)],
            "errors" | "violations" | "details" | "invalid_params" | "invalid-params" | "invalidparams" => {
                let each: Vec<Json> = self.violations.iter().map(|breach| described(breach, None)).collect();
                let each = (!each.is_empty()).then(|| Json::from(each));
                each.into_iter().chain([lines(), json!(self.detail)]).collect()
            }
            "detail" => vec![json!(self.detail), lines()],
            _ => vec![json!(self.detail)],
        }
    }
}

/// Where an error says what it is about; objects are gone into.
fn places(map: &Map<String, Json>, at: String, depth: usize, found: &mut Vec<String>) {
    const NAMES: [&str; 22] = [
        "message",
        "msg",
        "detail",
        "details",
        "description",
        "error",
        "errors",
        "error_description",
        "errormessage",
        "error_message",
        "reason",
        "violations",
        "title",
        "status",
        "statuscode",
        "status_code",
        "code",
        "type",
        "userMessage",
        "invalid_params",
        "invalid-params",
        "invalidparams",
    ];
    for (name, value) in map {
        let pointer = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        match value {
            Json::Object(inner) if depth > 1 => places(inner, pointer, depth - 1, found),
            Json::Object(_) => {}
            _ if NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)) => found.push(pointer),
            _ => {}
        }
    }
}
