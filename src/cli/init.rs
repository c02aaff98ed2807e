//! `countersign init --contract FILE`: configuration, and a first case for every operation.

use std::fmt::Write as _;
use std::io::Write;

use camino::{Utf8Path, Utf8PathBuf};

use crate::cli::args::InitArgs;
use crate::cli::project::api_name;
use crate::contract::description::Contract;
use crate::contract::operation::Operation;
use crate::exit::ExitCode;
use crate::mock::rules::file::success;
use crate::mock::rules::format::MOCK;
use crate::source::code::Code;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::fields::json_schema;
use crate::source::file::Sources;
use crate::source::render::render_all;
use crate::suite::casefile::draft::Draft;
use crate::suite::casefile::format::{BLOCKS, FILE as CASES};
use crate::suite::casefile::slug::slug;
use crate::suite::casefile::write::scalar;
use crate::suite::config::file::{FILE_NAME, FORMAT as CONFIG};

/// Runs the command.
pub fn init(
    project: Option<&Utf8Path>,
    args: &InitArgs,
    color: bool,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let plan = plan(project, args, &sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        writeln!(errors, "{}", render_all(&diagnostics, &sources, color))?;
    }
    let Some(plan) = plan.filter(|_| !diagnostics.has_errors()) else { return Ok(ExitCode::Usage) };
    for (path, text) in &plan.files {
        let full = plan.root.join(path);
        if let Some(folder) = full.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&full, text)?;
        writeln!(out, "wrote {path}")?;
    }
    writeln!(out, "\nnext: `countersign run` tries the cases on a mock of the contract;")?;
    writeln!(out, "then set {}_BASE_URL and run `countersign run --env staging`", shouted(&plan.name))?;
    Ok(ExitCode::Holds)
}

/// What would be written; nothing is when something is in the way.
struct Plan {
    root: Utf8PathBuf,
    name: String,
    files: Vec<(Utf8PathBuf, String)>,
}

fn plan(project: Option<&Utf8Path>, args: &InitArgs, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Plan> {
    let folder =
        project.map_or_else(current_folder, |folder| folder.canonicalize_utf8().map_err(|error| error.to_string()));
    let root = match folder {
        Ok(root) => root,
        Err(why) => {
            diagnostics.push(Diagnostic::new(Code::UnreadableFile, format!("cannot use the folder: {why}")));
            return None;
        }
    };
    let given = match root.join(&args.contract).canonicalize_utf8() {
        Ok(path) => path,
        Err(error) => {
            diagnostics.push(Diagnostic::new(Code::UnreadableFile, format!("cannot read {}: {error}", args.contract)));
            return None;
        }
    };
    let Ok(contract_path) = given.strip_prefix(&root).map(Utf8Path::to_owned) else {
        diagnostics.push(
            Diagnostic::new(Code::PathOutside, format!("{} is not in this folder", args.contract))
                .help("copy the description into the project, for example into `schemas/`, and name the copy"),
        );
        return None;
    };
    let contract = Contract::load(&root, &contract_path, sources, diagnostics)?;
    let name = slug(args.name.as_deref().unwrap_or_else(|| api_name(&contract_path)));
    let cases = Utf8PathBuf::from(format!("cases/{name}/operations.yaml"));
    for path in [Utf8Path::new(FILE_NAME), &cases] {
        if root.join(path).exists() {
            diagnostics.push(
                Diagnostic::new(Code::BadLocalConfig, format!("{path} is there already"))
                    .help("remove it, or add the API to it by hand"),
            );
        }
    }
    if contract.operations.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, format!("{contract_path} describes no operation"))
                .help("without one there is nothing to call: add it under `paths`"),
        );
    }
    let mut files = vec![
        (Utf8PathBuf::from(FILE_NAME), configuration(&name, &contract_path, &contract)),
        (cases, first_cases(&name, &contract)),
    ];
    files.extend(editor_schemas());
    Some(Plan { root, name, files })
}

/// JSON Schemas of our own formats, so that an editor checks and completes the files.
fn editor_schemas() -> impl Iterator<Item = (Utf8PathBuf, String)> {
    let formats = [
        ("cases", "Countersign case file", &CASES),
        ("blocks", "Countersign block file", &BLOCKS),
        ("config", FILE_NAME, &CONFIG),
        ("mock", "Countersign mock file", &MOCK),
    ];
    formats.into_iter().map(|(name, title, format)| {
        let schema = format!("{:#}\n", json_schema(format, title));
        (Utf8PathBuf::from(format!("schemas/countersign/{name}.schema.json")), schema)
    })
}

fn current_folder() -> Result<Utf8PathBuf, String> {
    let folder = std::env::current_dir().map_err(|error| error.to_string())?;
    Utf8PathBuf::from_path_buf(folder).map_err(|path| format!("{} is not UTF-8", path.display()))
}

fn configuration(name: &str, contract_path: &Utf8Path, contract: &Contract) -> String {
    let shouted = shouted(name);
    let mut text = format!(
        "[apis.{name}]\ncontract = \"{contract_path}\"\ncases = \"cases/{name}\"\nundocumented = \"fail\"\n\n\
         # `countersign run --env staging` sends the cases here.\n\
         [environments.staging.apis.{name}]\nbase_url = \"${{{{ env.{shouted}_BASE_URL }}}}\"\n"
    );
    for scheme in &contract.security_schemes {
        let _ = writeln!(
            text,
            "auth.{} = \"${{{{ secrets.{shouted}_{} }}}}\"",
            toml_key(&scheme.name),
            self::shouted(&scheme.name)
        );
    }
    text
}

fn toml_key(name: &str) -> String {
    let bare = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) && !name.is_empty();
    if bare { name.to_owned() } else { format!("{name:?}") }
}

fn shouted(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
}

fn first_cases(name: &str, contract: &Contract) -> String {
    let mut text = format!(
        "# yaml-language-server: $schema=../../schemas/countersign/cases.schema.json\n\
         # A first case for every operation: without `expect`, a documented success that fits its schema must come back.\n\
         api: {name}\n\ncases:\n"
    );
    let mut names: Vec<String> = Vec::new();
    for operation in &contract.operations {
        let summary = operation.summary.clone().filter(|summary| !summary.trim().is_empty());
        let mut title = summary.unwrap_or_else(|| operation.name());
        if names.contains(&slug(&title)) {
            title = format!("{title} ({})", operation.name());
        }
        names.push(slug(&title));
        case(&title, operation, contract, &mut text);
    }
    text
}

fn case(title: &str, operation: &Operation, contract: &Contract, text: &mut String) {
    let _ = writeln!(text, "  - name: {}\n    operation: {}", scalar(title), operation.name());
    let request = Draft::of(operation, contract).lines();
    if !request.is_empty() {
        let _ = write!(text, "    request:\n{request}");
    }
    // Without a documented 2xx, nothing but what is documented can be expected.
    if let Some(status) = success(operation).filter(|status| !(200..300).contains(status)) {
        let _ = writeln!(text, "    expect: {{ status: {status} }}");
    }
    text.push('\n');
}
