//! `countersign coverage`, as its users meet it.

use crate::project::{Project, Ran};

const SHOP: &str = r##"
openapi: 3.1.0
info: { title: Shop, version: "1" }
security: [{ key: [] }]
paths:
  /pets:
    get:
      parameters:
        - { name: sort, in: query, schema: { enum: [name, price] } }
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        "200":
          description: all pets
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Pet" } }
              example: [{ id: 1, name: Rex, state: sold }]
        "401": { description: no key }
        "500": { description: broken }
    post:
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
      responses:
        "201": { description: stored }
        "422": { description: refused }
  /pets/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200":
          description: a pet
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
              example: { id: 1, name: Rex, state: sold, owner: { name: Ann } }
        "404": { description: no such pet }
    delete: { deprecated: true, responses: { "204": { description: gone } },
              parameters: [{ name: id, in: path, required: true, schema: { type: integer } }] }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: x-key } }
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        state: { enum: [new, sold] }
        owner: { type: object, properties: { name: { type: string } } }
"##;

const CASES: &str = r#"
api: shop
cases:
  - name: lists all pets
    operation: GET /pets
    request: { query: { sort: name } }
    expect: { status: 200, body: { at: { "$[*].name": { type: string } } } }
  - name: knows a pet
    operation: GET /pets/{id}
    request: { path: { id: 1 } }
  - name: stores a pet
    operation: POST /pets
    request: { json: { name: Rex } }
"#;

fn shop() -> Project {
    Project::empty()
        .with("countersign.toml", "[apis.shop]\ncontract = \"shop.yaml\"\ncases = \"cases\"\n")
        .with("shop.yaml", SHOP)
        .with("cases/pets.yaml", CASES)
}

fn covered(project: &Project, arguments: &[&str]) -> Ran {
    let ran = project.run(&["run", "--quiet"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    project.run(&[&["coverage"], arguments].concat())
}

#[test]
fn the_table_says_what_is_asserted_what_only_conforms_and_what_is_missing() {
    let ran = covered(&shop(), &[]);
    let longest = ran.stdout.lines().map(|line| line.chars().count()).max();
    assert!(longest <= Some(80), "{}", ran.stdout);
    insta::assert_snapshot!(ran.all(), @r#"
    exit code: 0
    --- stdout
    coverage by 1 run on mock (checks the suite, not your API)

    shop  shop.yaml
                            rows     asserted    conformed     untested undocumented
      responses                8       1  12%       2  25%       5  62%            0
      operations               4       1  25%       2  50%       1  25%            0
      parameters               4       1  25%       1  25%       2  50%            0
      enum values              8       1  12%       2  25%       5  62%            0
      request properties       4       0   0%       1  25%       3  75%            0
      response properties     10       1  10%       7  70%       2  20%            0

    GET /pets                                                            shop.yaml:7
      asserted      200 application/json                               1 case  :15
      untested      401                                                        :18
      untested      500                                                        :19
      parameters: 1 asserted, 1 untested
        query
          untested     limit
      enum values: 1 asserted, 1 conformed, 2 untested
        query sort
          untested     "price"
        200 application/json $[*].state
          conformed    "sold"
          untested     "new"
      response properties: 1 asserted, 2 conformed, 2 untested
        200 application/json
          conformed    $[*].id, $[*].state
          untested     $[*].owner, $[*].owner.name

    POST /pets                                                          shop.yaml:20
      conformed     201                                                1 case  :25
      untested      422                                                        :26
      enum values: 2 untested
        request application/json $.state
          untested     "new", "sold"
      request properties: 1 conformed, 3 untested
        request application/json
          conformed    $.name
          untested     $.state, $.owner, $.owner.name

    GET /pets/{id}                                                      shop.yaml:28
      conformed     200 application/json                               1 case  :34
      untested      404                                                        :37
      parameters: 1 conformed
        path
          conformed    id
      enum values: 1 conformed, 1 untested
        200 application/json $.state
          conformed    "sold"
          untested     "new"
      response properties: 5 conformed
        200 application/json
          conformed    $.id, $.name, $.state, $.owner, $.owner.name

    DELETE /pets/{id} (deprecated)                                      shop.yaml:38
      untested      204                                                        :38
      parameters: 1 untested
        path
          untested     id

    --untested: what is missing, with cases to start from; --cases: what covers what
    "#);
}

#[test]
fn every_row_can_be_asked_who_covers_it() {
    insta::assert_snapshot!(covered(&shop(), &["--cases", "--operation", "get /pets/"]).all(), @r#"
    exit code: 0
    --- stdout
    coverage by 1 run on mock (checks the suite, not your API)

    shop  shop.yaml
                            rows     asserted    conformed     untested undocumented
      responses                2       0   0%       1  50%       1  50%            0
      operations               1       0   0%       1 100%       0   0%            0
      parameters               1       0   0%       1 100%       0   0%            0
      enum values              2       0   0%       1  50%       1  50%            0
      response properties      5       0   0%       5 100%       0   0%            0

    GET /pets/{id}                                                      shop.yaml:28
      conformed     200 application/json                               1 case  :34
                    by shop/pets::knows-a-pet
      untested      404                                                        :37
      parameters: 1 conformed
        path
          conformed    id                                         1 case  :29
                       by shop/pets::knows-a-pet
      enum values: 1 conformed, 1 untested
        200 application/json $.state
          untested     "new"                                              :49
          conformed    "sold"                                     1 case  :49
                       by shop/pets::knows-a-pet
      response properties: 5 conformed
        200 application/json
          conformed    $.id                                       1 case  :47
                       by shop/pets::knows-a-pet
          conformed    $.name                                     1 case  :48
                       by shop/pets::knows-a-pet
          conformed    $.state                                    1 case  :49
                       by shop/pets::knows-a-pet
          conformed    $.owner                                    1 case  :50
                       by shop/pets::knows-a-pet
          conformed    $.owner.name                               1 case  :50
                       by shop/pets::knows-a-pet
    "#);
}

#[test]
fn what_is_missing_comes_with_cases_to_start_from() {
    insta::assert_snapshot!(covered(&shop(), &["--untested"]).all(), @r#"
    exit code: 0
    --- stdout
    coverage by 1 run on mock (checks the suite, not your API)

    shop  shop.yaml
                            rows     asserted    conformed     untested undocumented
      responses                8       1  12%       2  25%       5  62%            0
      operations               4       1  25%       2  50%       1  25%            0
      parameters               4       1  25%       1  25%       2  50%            0
      enum values              8       1  12%       2  25%       5  62%            0
      request properties       4       0   0%       1  25%       3  75%            0
      response properties     10       1  10%       7  70%       2  20%            0

    GET /pets                                                            shop.yaml:7
      untested      401                                                        :18
      untested      500                                                        :19
      parameters: 1 untested
        query
          untested     limit                                              :10
      enum values: 2 untested
        query sort
          untested     "price"                                            :9
        200 application/json $[*].state
          untested     "new"                                              :49
      response properties: 2 untested
        200 application/json
          untested     $[*].owner                                         :50
          untested     $[*].owner.name                                    :50

      # to start from, under `cases:` of a case file

      - name: answers 401 to GET /pets
        operation: GET /pets
        request:
          auth: none
        expect: { status: 401 }

      - name: answers 500 to GET /pets
        operation: GET /pets
        mock: { code: 500 }
        expect: { status: 500 }

      - name: takes query limit of GET /pets
        operation: GET /pets
        # say under `expect:` what it brings about
        request:
          query: { limit: 20 }

      - name: "takes query sort = \"price\" of GET /pets"
        operation: GET /pets
        # say under `expect:` what it brings about
        request:
          query: { sort: price }

    POST /pets                                                          shop.yaml:20
      untested      422                                                        :26
      enum values: 2 untested
        request application/json $.state
          untested     "new"                                              :49
          untested     "sold"                                             :49
      request properties: 3 untested
        request application/json
          untested     $.state                                            :49
          untested     $.owner                                            :50
          untested     $.owner.name                                       :50

      # to start from, under `cases:` of a case file

      - name: answers 422 to POST /pets
        operation: POST /pets
        request:
          json: { owner: { name: Frances Allen }, state: sold }
          invalid: name is missing
        expect: { status: 422 }

      - name: "takes request application/json $.state = \"new\" of POST /pets"
        operation: POST /pets
        # say under `expect:` what it brings about
        request:
          json: { name: Paper Boat, state: new, owner: { name: Frances Allen } }

      - name: "takes request application/json $.state = \"sold\" of POST /pets"
        operation: POST /pets
        # say under `expect:` what it brings about
        request:
          json: { name: Paper Boat, state: sold, owner: { name: Frances Allen } }

      - name: takes every property as application/json of POST /pets
        operation: POST /pets
        # say under `expect:` what it brings about
        request:
          json: { name: Paper Boat, state: sold, owner: { name: Frances Allen } }

    GET /pets/{id}                                                      shop.yaml:28
      untested      404                                                        :37
      enum values: 1 untested
        200 application/json $.state
          untested     "new"                                              :49

      # to start from, under `cases:` of a case file

      - name: "answers 404 to GET /pets/{id}"
        operation: GET /pets/{id}
        request:
          path: { id: 999999999 }
        expect: { status: 404 }

    DELETE /pets/{id} (deprecated)                                      shop.yaml:38
      untested      204                                                        :38
      parameters: 1 untested
        path
          untested     id                                                 :39

      # to start from, under `cases:` of a case file

      - name: "answers 204 to DELETE /pets/{id}"
        operation: DELETE /pets/{id}
        request:
          path: { id: 7811 }
        expect: { status: 204 }

      - name: "takes path id of DELETE /pets/{id}"
        operation: DELETE /pets/{id}
        # say under `expect:` what it brings about
        request:
          path: { id: 7811 }
    "#);
}

#[test]
fn the_cases_to_start_from_are_sound() {
    let project = shop();
    let ran = covered(&project, &["--json"]);
    let coverage: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let rows = coverage["apis"][0]["operations"].as_array().expect("operations").iter();
    let rows = rows.flat_map(|operation| operation["rows"].as_array().expect("rows"));
    let mut starts: Vec<&str> = rows.filter_map(|row| row["start"].as_str()).collect();
    starts.dedup();
    assert!(starts.len() >= 7, "{starts:#?}");
    project.write("cases/more.yaml", &format!("api: shop\ncases:\n{}", starts.concat()));
    let lint = project.run(&["lint", "--strict"]);
    assert_eq!(lint.code, 0, "{}\n{}", lint.all(), starts.concat());
    // A mock without rules knows everything; for the rest they do what they are for.
    let ran = project.run(&["run", "--quiet", "--skip", "404"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let coverage = project.run(&["coverage", "--json"]);
    let coverage: serde_json::Value = serde_json::from_str(&coverage.stdout).expect("JSON");
    assert_eq!(coverage["apis"][0]["totals"][0]["untested"], 1);
}

#[test]
fn the_json_fits_its_schema() {
    let ran = covered(&shop(), &["--json"]);
    let schema = std::fs::read(crate::project::repository().join("schemas/countersign/coverage.schema.json"));
    let schema = serde_json::from_slice(&schema.expect("readable")).expect("JSON");
    let value = serde_json::from_str(&ran.stdout).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn the_page_is_one_file_and_a_folder_that_is_not_there_is_made() {
    let project = shop();
    let ran = covered(&project, &["--html", "reports/coverage.html"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, "wrote reports/coverage.html\n"));
    let page = project.read("reports/coverage.html");
    assert!(page.contains("GET /pets/{id}") && page.contains("a case to start from"));
    assert!(!page.contains("http://") && !page.contains("https://"), "it needs no network");
    project.write("file", "");
    let ran = project.run(&["coverage", "--html", "file/coverage.html"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("[CS0908]"), "{}", ran.stderr);
}

#[test]
fn a_record_of_another_suite_or_contract_says_nothing_of_this_one() {
    let project = shop();
    covered(&project, &[]);
    project.write("shop.yaml", &SHOP.replace("no such pet", "no such animal"));
    let ran = project.run(&["coverage"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("[CS0904]") && ran.stderr.contains("another contract: shop.yaml"), "{}", ran.stderr);
    project.write("shop.yaml", SHOP);
    project.write("cases/pets.yaml", &CASES.replace("stores a pet", "keeps a pet"));
    let ran = project.run(&["coverage"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("[CS0904]") && ran.stderr.contains("another suite"), "{}", ran.stderr);
}

#[test]
fn an_incomplete_record_is_never_a_whole_coverage() {
    let project = shop();
    covered(&project, &[]);
    let record = project.read(".countersign/runs/latest.jsonl");
    let lines: Vec<&str> = record.lines().collect();
    project.write("cut.jsonl", &(lines[..lines.len() - 1].join("\n") + "\n"));
    let ran = project.run(&["coverage", "cut.jsonl"]);
    assert_eq!(ran.code, 4, "{}", ran.all());
    assert!(ran.stderr.contains("incomplete: "), "{}", ran.stderr);
    assert_eq!(project.run(&["coverage", "none.jsonl"]).code, 2);
    project.write("empty.jsonl", "");
    assert_eq!(project.run(&["coverage", "empty.jsonl"]).code, 2);
}

#[test]
fn records_of_several_parts_are_taken_together() {
    let project = shop();
    for (name, filter) in [("a", "lists"), ("b", "stores"), ("c", "knows")] {
        assert_eq!(project.run(&["run", filter, "--record", &format!("{name}.jsonl")]).code, 0);
    }
    let part = project.run(&["coverage", "a.jsonl"]);
    assert_eq!(part.code, 0);
    assert!(part.stdout.contains("note: selected were 1 of the suite's 3 cases"), "{}", part.stdout);
    let together = project.run(&["coverage", "a.jsonl", "b.jsonl", "c.jsonl", "--json"]);
    let all = covered(&project, &["--json"]);
    let apis = |ran: &Ran| serde_json::from_str::<serde_json::Value>(&ran.stdout).expect("JSON")["apis"].clone();
    assert_eq!(apis(&together), apis(&all));
}

#[test]
fn a_filter_that_fits_nothing_is_an_error() {
    let project = shop();
    let ran = covered(&project, &["--api", "shpo"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("did you mean `shop`?"), "{}", ran.stderr);
    let ran = project.run(&["coverage", "--operation", "/dogs"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.is_empty() && ran.stderr.contains("no documented operation has `/dogs`"), "{}", ran.stderr);
}

#[test]
fn a_failing_case_is_named_and_covers_nothing() {
    let project = shop();
    project.write("cases/pets.yaml", &CASES.replace("status: 200, body", "status: 200, max_time: 1ms, body"));
    project.write("cases/pets.yaml", &CASES.replace("{ type: string }", "{ type: integer }"));
    assert_eq!(project.run(&["run", "--quiet"]).code, 1);
    let ran = project.run(&["coverage", "--operation", "GET /pets"]);
    assert!(ran.stdout.contains("untested      200 application/json"), "{}", ran.stdout);
    assert!(ran.stdout.contains("seen by what failed: shop/pets::lists-all-pets"), "{}", ran.stdout);
}
