//! What a description alone makes the mock answer, over the wire.

use serde_json::json;

use super::playing::Playing;
use crate::project::Project;

const PETS: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
servers: [{ url: 'https://pets.example.com/v1' }]
paths:
  /pets:
    post:
      security: [{ token: [] }]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
      responses:
        '201':
          description: made
          headers: { Location: { required: true, schema: { type: string } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
  /pets/{petId}:
    get:
      parameters: [{ name: petId, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: one
          content:
            application/json; charset=utf-8: { schema: { $ref: '#/components/schemas/Pet' } }
            application/xml: { schema: { $ref: '#/components/schemas/Pet' } }
        '404': { description: none, content: { application/json: { examples: { gone: { value: { error: gone } } } } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Pet:
      type: object
      required: [name, photos]
      properties:
        id: { type: integer }
        name: { type: string, enum: [Rex] }
        photos: { type: array, xml: { wrapped: true }, items: { type: string, enum: [a.png], xml: { name: photo } } }
      xml: { name: pet }
";

#[test]
fn a_description_is_played_as_it_is_written() {
    let project = Project::empty().with("pets.yaml", PETS);
    let playing = Playing::start(&project, &["--contract", "pets.yaml", "--cors"]);
    let get = playing.ask("GET /v1/pets/7", &[], "");
    assert_eq!(get.json()["id"], 7);
    assert_eq!(get.header("content-type"), Some("application/json; charset=utf-8"));
    assert_eq!(get.header("server"), Some("countersign-mock"), "nobody takes it for the API");
    let head = playing.ask("HEAD /v1/pets/7", &[], "");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), get.header("content-length"), "the same headers as GET");
    let xml = playing.ask("GET /v1/pets/7", &[("Accept", "application/xml")], "").body;
    assert!(xml.ends_with("<pet><id>7</id><name>Rex</name><photos><photo>a.png</photo></photos></pet>\n"), "{xml}");
    let gone = playing.ask("GET /v1/pets/7?__code=404&__example=gone", &[], "");
    assert_eq!((gone.status, gone.json()), (404, json!({ "error": "gone" })));
    assert_eq!(gone.header("preference-applied"), Some("code=404, example=\"gone\""));
}

#[test]
fn what_is_wrong_with_a_request_is_told_with_its_place() {
    let project = Project::empty().with("pets.yaml", PETS);
    let playing = Playing::start(&project, &["--contract", "pets.yaml"]);
    let json = ("Content-Type", "application/json");
    let token = ("Authorization", "Bearer any");
    let nobody = playing.ask("POST /v1/pets", &[json], r#"{"name": "Rex", "photos": []}"#);
    assert_eq!((nobody.status, nobody.header("www-authenticate")), (401, Some("Bearer realm=\"mock\"")));
    let made = playing.ask("POST /v1/pets", &[json, token], r#"{"name": "Rex", "photos": []}"#);
    assert_eq!((made.status, made.header("location")), (201, Some("/")));
    let wrong = playing.ask("POST /v1/pets?x=1", &[json, token], r#"{"name": "Tom", "photos": "none"}"#);
    insta::assert_snapshot!(serde_json::to_string_pretty(&wrong.json()).expect("JSON"), @r#"
{
  "type": "about:blank",
  "title": "Unprocessable Entity",
  "status": 422,
  "detail": "body /name: expected one of \"Rex\", found string \"Tom\"; body /photos: expected array, found string \"none\"",
  "violations": [
    {
      "in": "body",
      "name": "name",
      "pointer": "/name",
      "message": "expected one of \"Rex\", found string \"Tom\"",
      "expected": "one of \"Rex\"",
      "actual": "string \"Tom\"",
      "contract": "pets.yaml:34"
    },
    {
      "in": "body",
      "name": "photos",
      "pointer": "/photos",
      "message": "expected array, found string \"none\"",
      "expected": "array",
      "actual": "string \"none\"",
      "contract": "pets.yaml:35"
    }
  ],
  "instance": "/v1/pets"
}
"#);
    let kind = playing.ask("POST /v1/pets", &[("Content-Type", "text/plain"), token], "Rex");
    assert_eq!((kind.status, kind.json()["violations"][0]["expected"].clone()), (415, json!("application/json")));
    let lost = playing.ask("GET /v1/pet/7", &[], "");
    assert_eq!(
        (lost.status, lost.json()["detail"].clone()),
        (404, json!("GET /v1/pet/7 is not documented; did you mean GET /pets/{petId}?"))
    );
}
