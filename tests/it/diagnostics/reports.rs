//! CS0908: reports that cannot be written. `reports::places` and `reports::ends` have the rest.

use insta::assert_snapshot;

use super::{case, said};

#[test]
fn a_folder_in_the_place_of_a_report() {
    let project = case("request: { path: { id: 1 } }");
    assert_snapshot!(said("CS0908", &project.run(&["run", "--junit", "cases"])), @r"
    exit code: 2
    --- stderr
    error[CS0908]: the report cases is a folder, and a report is a file
     |
     = help: name another file for it

    nothing was sent
    ");
}
