//! Putting a project together.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use ra_ap_base_db::{
    CrateDisplayName, CrateGraphBuilder, CrateOrigin, CrateWorkspaceData, Env, FileId, VfsPath,
    all_crates,
};
use ra_ap_cfg::CfgOptions;
use ra_ap_hir_def::lang_item::crate_lang_items;
use ra_ap_hir_expand::{change::ChangeWithProcMacros, proc_macro::ProcMacrosBuilder};
use ra_ap_ide_db::RootDatabase;
use ra_ap_intern::Symbol;
use ra_ap_paths::{AbsPath, AbsPathBuf};
use ra_ap_project_model::PackageRoot;
use ra_ap_span::Edition;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Project,
    cargo::{self, Package},
    durability,
    error::{Notice, Progress, ProjectError},
    file_table::FileTable,
    files::{self, Content, Text},
    indexing, json, model_std,
    options::{Options, StdChoice},
    programs,
    std_crates::{StdCrate, StdCrates, StdInGraph},
    std_source,
    toolchain::Toolchain,
    virtual_path,
};

/// See [`Project::open`].
pub(super) fn path(
    path: &Path,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Project, ProjectError> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ProjectError::NotFound(path.to_owned()),
        _ => ProjectError::Unreadable(path.to_owned(), error),
    })?;
    let full = files::absolute(path)?;
    if metadata.is_dir() {
        let full: PathBuf = full.into();
        if let Some(manifest) = json::within(&full) {
            return described(&manifest, options, progress);
        }
        if !full.join("Cargo.toml").is_file() {
            return Err(ProjectError::NoPackage(path.to_owned()));
        }
        return package(&full, options, progress);
    }
    if full.extension() != Some("rs") {
        return Err(ProjectError::NotRust(path.to_owned()));
    }
    let content =
        files::read(path).map_err(|error| ProjectError::Unreadable(path.to_owned(), error))?;
    let text = match content {
        Content::Text(text) => text,
        Content::NotUtf8 => return Err(ProjectError::NotUtf8(path.to_owned())),
        Content::TooLong => return Err(ProjectError::TooLong(path.to_owned())),
    };
    let mut notices = Vec::new();
    let described =
        json::containing(full.as_ref()).map(|manifest| described(&manifest, options, progress));
    // What it does not describe may be a package beside it.
    let described = described.filter(|it| match it {
        Ok(project) => project.sources().contains_file(project, full.as_ref()),
        Err(_) => true,
    });
    let package = || {
        let directory = cargo::containing(full.as_ref())?;
        Some(package(&directory, options, progress))
    };
    match described.or_else(package) {
        Some(Ok(project)) if project.sources().contains_file(&project, full.as_ref()) => {
            return Ok(project);
        }
        Some(Ok(_)) | None => {}
        Some(Err(
            error @ (ProjectError::CargoMissing(..)
            | ProjectError::CargoFailed(..)
            | ProjectError::Description(..)),
        )) => {
            notices.push(Notice::WithoutPackage(error.to_string()));
        }
        Some(Err(error)) => return Err(error),
    }
    lone_file(
        &VfsPath::from(full.clone()),
        Some(full),
        text,
        options,
        notices,
        progress,
    )
}

/// See [`Project::from_text`].
pub(super) fn text(name: &str, text: &str, options: &Options) -> Result<Project, ProjectError> {
    let text = Text::new(text.to_owned());
    lone_file(
        &virtual_path(name),
        None,
        text,
        options,
        Vec::new(),
        &mut |_| (),
    )
}

trait ContainsFile {
    fn contains_file(&self, project: &Project, path: &Path) -> bool;
}

impl ContainsFile for Vec<FileId> {
    fn contains_file(&self, project: &Project, path: &Path) -> bool {
        project.file(path).is_some_and(|file| self.contains(&file))
    }
}

fn lone_file(
    path: &VfsPath,
    on_disk: Option<AbsPathBuf>,
    text: Text,
    options: &Options,
    notices: Vec<Notice>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Project, ProjectError> {
    let mut builder = Builder::new(options, Toolchain::assumed(), notices)?;
    progress(Progress::Reading);
    builder
        .files
        .add_directories(path.parent().into_iter().collect(), true);
    let file = builder.files.set(path, text);
    if let Some(path) = &on_disk {
        builder.files.read_modules(path);
    }
    let standard = builder.add_std();
    let mut cfgs: CfgOptions = builder.toolchain.cfg_atoms().into_iter().collect();
    cfgs.insert_atom(Symbol::intern("test"));
    let id = builder.graph.add_crate_root(
        file,
        options.edition.unwrap_or(Edition::LATEST),
        // As rustc names the crate of a file.
        path.name_and_extension()
            .map(|(stem, _)| CrateDisplayName::from_canonical_name(stem)),
        None,
        cfgs,
        None,
        Env::default(),
        CrateOrigin::Local {
            repo: None,
            name: None,
        },
        Vec::new(),
        false,
        triomphe::Arc::new(builder.directory.clone()),
        builder.data.clone(),
    );
    standard.add_dependencies(&mut builder.graph, id);
    let root = on_disk
        .as_ref()
        .and_then(|path| path.parent().map(|it| it.to_path_buf().into()));
    builder.finish(
        root.unwrap_or_default(),
        [file].into_iter().collect(),
        progress,
    )
}

fn package(
    directory: &Path,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Project, ProjectError> {
    // A package's directory may name its own compiler, which is trusted as its build scripts are.
    let elsewhere = elsewhere();
    let ask_in = if options.allow_build_scripts {
        directory
    } else {
        &elsewhere
    };
    let mut builder = Builder::new(options, Toolchain::ask(ask_in), Vec::new())?;
    builder.partial = options.without_dependencies;
    let mut loaded = cargo::load(
        directory,
        options,
        &builder.toolchain,
        &mut builder.notices,
        progress,
    )?;
    if options.allow_build_scripts {
        programs::build(
            &mut loaded.workspace,
            options,
            &mut builder.notices,
            progress,
        );
    }
    builder.assemble(directory.to_owned(), loaded, options, progress)
}

/// What a `rust-project.json` describes.
fn described(
    manifest: &Path,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Project, ProjectError> {
    let builder = Builder::new(options, Toolchain::ask(&elsewhere()), Vec::new())?;
    let loaded = json::load(manifest, &builder.toolchain)?;
    let root = manifest.parent().unwrap_or(manifest).to_owned();
    builder.assemble(root, loaded, options, progress)
}

/// A directory of the user's, in which no project names the compiler.
fn elsewhere() -> PathBuf {
    env::home_dir()
        .filter(|it| it.is_dir())
        .unwrap_or_else(env::temp_dir)
}

/// A project on the way.
struct Builder {
    toolchain: Toolchain,
    library: Library,
    files: FileTable,
    graph: CrateGraphBuilder,
    proc_macros: ProcMacrosBuilder,
    /// Items with an attribute macro are what it makes of them, rather than what is written.
    attribute_macros: bool,
    data: triomphe::Arc<CrateWorkspaceData>,
    /// What the package depends on is left out.
    partial: bool,
    /// Where procedural macros would run.
    directory: AbsPathBuf,
    notices: Vec<Notice>,
}

/// The standard library that was chosen.
enum Library {
    Source(StdCrates),
    Model,
}

impl Builder {
    fn new(
        options: &Options,
        toolchain: Toolchain,
        mut notices: Vec<Notice>,
    ) -> Result<Builder, ProjectError> {
        let library = Library::choose(options, &toolchain, &mut notices)?;
        let data = CrateWorkspaceData {
            target: toolchain.target_data().map_err(Into::into),
            toolchain: toolchain.version.clone(),
        };
        Ok(Builder {
            library,
            files: FileTable::default(),
            graph: CrateGraphBuilder::default(),
            proc_macros: ProcMacrosBuilder::default(),
            attribute_macros: options.allow_build_scripts,
            data: triomphe::Arc::new(data),
            partial: false,
            directory: files::absolute(&env::temp_dir())?,
            notices,
            toolchain,
        })
    }

    /// The project of a package that was read into `self`'s toolchain.
    fn assemble(
        mut self,
        root: PathBuf,
        mut loaded: Package,
        options: &Options,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Project, ProjectError> {
        progress(Progress::Reading);
        self.read_roots(loaded.workspace.to_roots());
        let files = &mut self.files;
        // As Cargo builds them: each target once as it is, and once for its unit tests. Crates that are the
        // same in both are shared.
        let mut read = |path: &AbsPath| files.read(path);
        let no_extra = FxHashMap::default();
        let (mut graph, mut proc_macros) = loaded.workspace.to_crate_graph(&mut read, &no_extra);
        loaded.workspace.set_test = true;
        let (tested, mut tested_macros) = loaded.workspace.to_crate_graph(&mut read, &no_extra);
        graph.extend(tested, &mut tested_macros);
        proc_macros.extend(tested_macros);
        self.graph = graph;
        let users: Vec<_> = self.graph.iter().collect();
        let standard = self.add_std();
        for user in users {
            standard.add_dependencies(&mut self.graph, user);
        }
        self.proc_macros = if options.allow_build_scripts {
            programs::load_macros(proc_macros, &self.toolchain, &mut self.notices)
        } else {
            programs::disabled(proc_macros)
        };
        let targets = loaded
            .targets
            .iter()
            .filter_map(|path| self.files.read(path))
            .collect();
        self.finish(root, targets, progress)
    }

    /// Reads the files of packages, each package's below its own directories.
    fn read_roots(&mut self, roots: Vec<PackageRoot>) {
        let roots: Vec<PackageRoot> = roots
            .into_iter()
            .filter(|root| !root.include.is_empty())
            .collect();
        let all: Vec<PathBuf> = roots
            .iter()
            .flat_map(|it| &it.include)
            .map(|it| it.clone().into())
            .collect();
        for root in &roots {
            let paths = root.include.iter().cloned().map(VfsPath::from).collect();
            self.files.add_directories(paths, root.is_local);
            for directory in &root.include {
                let mut skip: FxHashSet<PathBuf> = all.iter().cloned().collect();
                skip.remove::<Path>(directory.as_ref());
                skip.extend(root.exclude.iter().map(|it| PathBuf::from(it.clone())));
                self.files.read_directory(directory.as_ref(), &skip);
            }
        }
    }

    fn add_std(&mut self) -> StdInGraph {
        let cfgs = self.toolchain.cfg_atoms();
        match &self.library {
            Library::Source(crates) => {
                let skip = tests_of(&crates.library);
                if let Ok(library) = files::absolute(&crates.library) {
                    self.files
                        .add_directories(vec![VfsPath::from(library)], false);
                }
                self.files.read_directory(&crates.library, &skip);
                for directory in crates.outside() {
                    if let Ok(path) = files::absolute(directory) {
                        self.files.add_directories(vec![VfsPath::from(path)], false);
                    }
                    self.files.read_directory(directory, &FxHashSet::default());
                }
                let files = &mut self.files;
                let file = |it: &StdCrate| files.read(&files::absolute(&it.root).ok()?);
                crates.add_to(&mut self.graph, &cfgs, &self.data, &self.directory, file)
            }
            Library::Model => {
                let crates = model_std::crates();
                let path = |name: &Path| virtual_path(&crates.library.join(name).to_string_lossy());
                self.files.add_directories(vec![path(Path::new(""))], false);
                for (name, text) in model_std::files() {
                    self.files
                        .set(&path(Path::new(name)), Text::new((*text).to_owned()));
                }
                let files = &self.files;
                let file = |it: &StdCrate| files.file(&virtual_path(&it.root.to_string_lossy()));
                crates.add_to(&mut self.graph, &cfgs, &self.data, &self.directory, file)
            }
        }
    }

    fn finish(
        mut self,
        root: PathBuf,
        targets: FxHashSet<FileId>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Project, ProjectError> {
        let mut db = RootDatabase::new(None);
        if self.attribute_macros {
            db.enable_proc_attr_macros();
        }
        let mut change = self.files.take_change();
        change.set_crate_graph(self.graph);
        let proc_macros = Some(self.proc_macros);
        ChangeWithProcMacros {
            source_change: change,
            proc_macros,
        }
        .apply(&mut db);
        let files: Vec<FileId> = self.files.present().collect();
        durability::settle_directories(&mut db, &files);
        durability::settle_texts(&mut db, &files);
        progress(Progress::Indexing);
        match indexing::index(&db, &self.files) {
            0 => {}
            failed => tracing::warn!("{failed} parts of the index could not be made"),
        }
        check(&db, &self.library)?;
        self.notices.extend(self.files.take_notices());
        Ok(Project {
            db,
            files: self.files,
            root,
            targets,
            partial: self.partial,
            notices: self.notices,
        })
    }
}

impl Library {
    fn choose(
        options: &Options,
        toolchain: &Toolchain,
        notices: &mut Vec<Notice>,
    ) -> Result<Library, ProjectError> {
        if options.std == StdChoice::Model {
            return Ok(Library::Model);
        }
        match std_source::find(options.std_source.as_deref(), toolchain.sysroot.as_deref()) {
            Ok(library) => {
                let crates = std_source::crates(&library, toolchain)?;
                if !crates.crates.iter().any(|it| it.name == "hashbrown") {
                    notices.push(Notice::StdDependencies(crates.library.clone()));
                }
                Ok(Library::Source(crates))
            }
            Err(_) if options.std == StdChoice::Auto => {
                notices.push(Notice::ModelStd);
                Ok(Library::Model)
            }
            Err(places) => Err(ProjectError::NoStdSource(places)),
        }
    }
}

/// Directories of the standard library's source that no crate of it needs.
fn tests_of(library: &Path) -> FxHashSet<PathBuf> {
    let unneeded = [
        "alloctests",
        "coretests",
        "std/tests",
        "std/benches",
        "stdarch/examples",
    ];
    unneeded.iter().map(|it| library.join(it)).collect()
}

/// Without `Sized` and its like no type would be right: better to fail than to be silent everywhere.
fn check(db: &RootDatabase, library: &Library) -> Result<(), ProjectError> {
    let core = all_crates(db).iter().copied().find(|krate| {
        krate.data(db).origin == CrateOrigin::Lang(ra_ap_base_db::LangCrateOrigin::Core)
    });
    let items = core.and_then(|krate| crate_lang_items(db, krate));
    let missing = match &items {
        None => Some("core"),
        Some(items) if items.Sized.is_none() => Some("Sized"),
        Some(items) if items.Copy.is_none() => Some("Copy"),
        Some(items) if items.Drop.is_none() => Some("Drop"),
        Some(_) => None,
    };
    let place = match library {
        Library::Source(crates) => crates.library.display().to_string(),
        Library::Model => "the built-in model".to_owned(),
    };
    missing.map_or(Ok(()), |item| Err(ProjectError::BrokenStd(place, item)))
}
