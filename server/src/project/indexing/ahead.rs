//! Which files belong to a crate, before its names are resolved: as far as its files name modules, outside of macros.

use ra_ap_base_db::{Crate, EditionedFileId};
use ra_ap_cfg::{CfgExpr, CfgOptions};
use ra_ap_ide_db::RootDatabase;
use ra_ap_syntax::ast::{self, HasAttrs};

use crate::project::{file_table::FileTable, files};

/// The files of the modules that a file of a crate names, where these are part of the program.
pub(super) fn modules(
    db: &RootDatabase,
    files: &FileTable,
    krate: Crate,
    file: EditionedFileId,
) -> Vec<EditionedFileId> {
    let (id, edition) = file.unpack(db);
    let Some(path) = files.path(id).and_then(|it| it.as_path()) else {
        return Vec::new();
    };
    let options = krate.cfg_options(db);
    let root = file == krate.root_file_id(db);
    let tree = file.parse(db).tree();
    let named = files::module_files(path, &tree, root, |module| is_enabled(module, options));
    named
        .into_iter()
        .filter_map(|path| files.file(&path.into()))
        .map(|id| EditionedFileId::new(db, id, edition))
        .collect()
}

fn is_enabled(module: &ast::Module, options: &CfgOptions) -> bool {
    module.attrs().all(|attribute| match attribute.meta() {
        Some(ast::Meta::CfgMeta(it)) => it.cfg_predicate().is_none_or(|predicate| {
            options.check(&CfgExpr::parse_from_ast(predicate)) != Some(false)
        }),
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use ra_ap_base_db::all_crates;

    use super::*;
    use crate::project::{Options, Project, indexing};

    #[test]
    fn modules_of_the_program() {
        let directory = tempfile::tempdir().expect("a directory");
        let write = |name: &str, text: &str| {
            let path = directory.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, text).expect("written");
        };
        write(
            "main.rs",
            "mod one; mod two { mod three; #[cfg(no)] mod four; } #[cfg(not(no))] mod five;
            #[cfg(no)] mod six; #[cfg(no)] mod seven { mod eight; } mod gone;",
        );
        for file in [
            "one",
            "two/three",
            "two/four",
            "five/mod",
            "six",
            "seven/eight",
        ] {
            write(&format!("{file}.rs"), "");
        }
        let path = directory.path().join("main.rs");
        let project = Project::open(&path, &Options::default(), &mut |_| ()).expect("opens");
        let (db, files) = (&project.db, &project.files);
        let krate = *all_crates(db).last().expect("a crate");
        let found = modules(db, files, krate, krate.root_file_id(db));
        let names = found.into_iter().filter_map(|file| {
            let path = project.path(file.file_id(db))?;
            Some(path.strip_prefix(directory.path()).ok()?.to_owned())
        });
        let names: Vec<_> = names.map(|it| it.display().to_string()).collect();
        assert_eq!(names, ["one.rs", "five/mod.rs", "two/three.rs"]);
        assert_eq!(indexing::index(db, files), 0);
    }
}
