//! Projects of other build systems, which `rust-project.json` describes.
//!
//! The file may name programs: a sysroot whose compiler is asked for its configuration, compiled procedural macros,
//! commands to run. None of them is looked at, so that a description is as harmless as the sources it names.

use std::{
    fs,
    path::{Path, PathBuf},
};

use ra_ap_paths::AbsPathBuf;
use ra_ap_project_model::{ManifestPath, ProjectJson, ProjectJsonData, ProjectWorkspaceKind};
use serde_json::Value;

use super::{
    cargo::{self, Package},
    error::ProjectError,
    files::absolute,
    toolchain::Toolchain,
};

/// Names of the description, as rust-analyzer knows them.
const NAMES: [&str; 2] = ["rust-project.json", ".rust-project.json"];

/// The longest description that is read, in bytes.
const LONGEST: u64 = 256 << 20;

/// What leads to programs or to another standard library, in the description and in its crates.
const IGNORED: [&str; 4] = ["sysroot", "sysroot_src", "sysroot_project", "runnables"];
const IGNORED_OF_CRATE: [&str; 4] = ["target", "proc_macro_dylib_path", "proc_macro_cwd", "build"];

/// The description in a directory.
pub(super) fn within(directory: &Path) -> Option<PathBuf> {
    let mut paths = NAMES.iter().map(|name| directory.join(name));
    paths.find(|path| path.is_file())
}

/// The description in the nearest directory at or above `file`'s that has one.
pub(super) fn containing(file: &Path) -> Option<PathBuf> {
    file.ancestors().skip(1).find_map(within)
}

/// The project that a description is of; its targets are the members of the workspace.
pub(super) fn load(manifest: &Path, toolchain: &Toolchain) -> Result<Package, ProjectError> {
    let wrong = |why: String| ProjectError::Description(manifest.to_owned(), why);
    let length = fs::metadata(manifest).map_err(|error| wrong(error.to_string()))?;
    if length.len() > LONGEST {
        return Err(wrong("the file is too long".to_owned()));
    }
    let text = fs::read_to_string(manifest).map_err(|error| wrong(error.to_string()))?;
    let mut description: Value =
        serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let full = absolute(manifest)?;
    let path = ManifestPath::try_from(full.clone())
        .map_err(|_| wrong("the file is in no directory".to_owned()))?;
    let base = path.parent().to_path_buf();
    let targets = harmless(&mut description, &base).map_err(wrong)?;
    let data: ProjectJsonData =
        serde_json::from_value(description).map_err(|error| wrong(error.to_string()))?;
    let project = ProjectJson::new(Some(path), &base, data);
    Ok(Package {
        workspace: cargo::workspace(ProjectWorkspaceKind::Json(project), toolchain),
        targets,
    })
}

/// Takes out of a description what is ignored; gives the roots of the workspace's own crates.
fn harmless(description: &mut Value, base: &AbsPathBuf) -> Result<Vec<AbsPathBuf>, String> {
    let description = description.as_object_mut().ok_or("is no object")?;
    description.retain(|key, _| !IGNORED.contains(&key.as_str()));
    let crates = description.get_mut("crates").and_then(Value::as_array_mut);
    let mut targets = Vec::new();
    for krate in crates.ok_or("has no `crates`")? {
        let krate = krate.as_object_mut().ok_or("a crate is no object")?;
        krate.retain(|key, _| !IGNORED_OF_CRATE.contains(&key.as_str()));
        let root = krate.get("root_module").and_then(Value::as_str);
        let root = root.ok_or("a crate has no `root_module`")?;
        let root = base.absolutize(root);
        if root.parent().is_none() {
            return Err(format!("{root} is no file"));
        }
        let member = krate.get("is_workspace_member").and_then(Value::as_bool);
        if member.unwrap_or_else(|| root.starts_with(base)) {
            targets.push(root);
        }
    }
    Ok(targets)
}

#[cfg(test)]
mod tests {
    use crate::project::{Options, Project, StdChoice};

    const DESCRIPTION: &str = r#"{
        "sysroot": "/nowhere",
        "crates": [
            {
                "display_name": "helper", "root_module": "third/helper/lib.rs", "edition": "2021", "deps": [],
                "is_workspace_member": false, "target": "x-unknown-y", "is_proc_macro": false
            },
            {
                "display_name": "app", "root_module": "app/main.rs", "edition": "2024",
                "deps": [{"crate": 0, "name": "helper"}], "cfg": ["feature=\"on\""]
            }
        ]
    }"#;

    #[test]
    fn crates_know_their_dependencies() {
        let directory = tempfile::tempdir().expect("a directory");
        let write = |path: &str, text: &str| {
            let path = directory.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        };
        write("rust-project.json", DESCRIPTION);
        write("third/helper/lib.rs", "pub fn take(text: String) {}");
        write("app/main.rs", "mod part; fn main() {}");
        write(
            "app/part.rs",
            "#[cfg(feature = \"on\")] fn f(text: String) { helper::take(text) }",
        );
        let options = Options {
            std: StdChoice::Model,
            ..Options::default()
        };
        let path = directory.path().join("app/part.rs");
        let project = Project::open(&path, &options, &mut |_| ()).expect("opens");
        assert_eq!(project.root(), directory.path());
        assert_eq!(project.sources().len(), 2);
        let file = project.file(&path).expect("is there");
        let facts = crate::engine::file_facts(&project.snapshot(), file).expect("facts");
        let [body] = facts.bodies.as_slice() else {
            panic!("one body: {facts:?}");
        };
        assert!(body.facts.gaps.is_empty(), "{:?}", body.facts.gaps);
        assert_eq!(body.facts.events.len(), 1, "{:?}", body.facts.events);
    }

    #[test]
    fn a_wrong_description_is_named() {
        let directory = tempfile::tempdir().expect("a directory");
        for wrong in [
            "",
            "[]",
            "{}",
            r#"{"crates": [1]}"#,
            r#"{"crates": [{"root_module": "/"}]}"#,
            r#"{"crates": [{"root_module": "a.rs", "edition": "1990", "deps": []}]}"#,
        ] {
            let manifest = directory.path().join("rust-project.json");
            std::fs::write(&manifest, wrong).expect("written");
            let error = Project::open(directory.path(), &Options::default(), &mut |_| ());
            let error = error.err().expect(wrong).to_string();
            assert!(error.contains("rust-project.json"), "{error}");
        }
    }
}
