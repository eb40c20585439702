//! The standard library as crates of the crate graph, from whichever source.

use std::path::{Path, PathBuf};

use ra_ap_base_db::{
    CrateBuilderId, CrateDisplayName, CrateGraphBuilder, CrateName, CrateOrigin,
    CrateWorkspaceData, DependencyBuilder, Env, FileId, LangCrateOrigin,
};
use ra_ap_cfg::{CfgAtom, CfgOptions};
use ra_ap_intern::Symbol;
use ra_ap_paths::AbsPathBuf;
use ra_ap_span::Edition;

/// A crate of the standard library.
#[derive(Debug, Clone)]
pub(super) struct StdCrate {
    /// With underscores.
    pub(super) name: String,
    /// `lib.rs`.
    pub(super) root: PathBuf,
    pub(super) edition: Edition,
    pub(super) features: Vec<String>,
    /// Name in this crate, and index in the list of crates.
    pub(super) dependencies: Vec<(String, usize)>,
    /// Programs may name it without a dependency of their own.
    pub(super) public: bool,
}

/// The crates of a standard library.
#[derive(Debug, Clone)]
pub(super) struct StdCrates {
    /// Directory that contains them, or most.
    pub(super) library: PathBuf,
    pub(super) crates: Vec<StdCrate>,
}

/// The public crates in a crate graph.
#[derive(Debug, Clone, Default)]
pub(super) struct StdInGraph {
    public: Vec<(CrateName, CrateBuilderId, LangCrateOrigin)>,
}

impl StdCrates {
    /// The directories with the sources of those crates that are not in the library's.
    pub(super) fn outside(&self) -> impl Iterator<Item = &Path> {
        let directories = self.crates.iter().filter_map(|it| it.root.parent());
        directories.filter(|it| !it.starts_with(&self.library))
    }

    /// Adds the crates to `graph`. `file` gives the file of a crate's root; a crate without one is left
    /// out.
    pub(super) fn add_to(
        &self,
        graph: &mut CrateGraphBuilder,
        cfgs: &[CfgAtom],
        data: &triomphe::Arc<CrateWorkspaceData>,
        directory: &AbsPathBuf,
        mut file: impl FnMut(&StdCrate) -> Option<FileId>,
    ) -> StdInGraph {
        let directory = triomphe::Arc::new(directory.clone());
        let ids: Vec<Option<CrateBuilderId>> = self
            .crates
            .iter()
            .map(|it| {
                Some(graph.add_crate_root(
                    file(it)?,
                    it.edition,
                    Some(CrateDisplayName::from_canonical_name(&it.name)),
                    None,
                    cfg_options(it, cfgs),
                    None,
                    Env::default(),
                    CrateOrigin::Lang(origin(&it.name)),
                    Vec::new(),
                    false,
                    directory.clone(),
                    data.clone(),
                ))
            })
            .collect();
        for (from, it) in ids.iter().zip(&self.crates) {
            for (name, to) in &it.dependencies {
                if let (Some(from), Some(to)) = (*from, ids[*to]) {
                    let dependency = DependencyBuilder::new(CrateName::normalize_dashes(name), to);
                    add(graph, from, dependency);
                }
            }
        }
        let public = self
            .crates
            .iter()
            .zip(&ids)
            .filter(|(it, _)| it.public)
            .filter_map(|(it, id)| {
                Some((
                    CrateName::normalize_dashes(&it.name),
                    (*id)?,
                    origin(&it.name),
                ))
            })
            .collect();
        StdInGraph { public }
    }
}

impl StdInGraph {
    /// Makes `user` depend on the standard library. Dependencies that it has itself under these names
    /// stay in front.
    pub(super) fn add_dependencies(&self, graph: &mut CrateGraphBuilder, user: CrateBuilderId) {
        let is_proc_macro = graph[user].basic.is_proc_macro;
        for (name, id, origin) in &self.public {
            if graph[user]
                .basic
                .dependencies
                .iter()
                .any(|it| it.name == *name)
            {
                continue;
            }
            // `alloc`, `test` and `proc_macro` need an `extern crate`, the latter unless the crate
            // is one.
            let prelude = match origin {
                LangCrateOrigin::Core | LangCrateOrigin::Std => true,
                LangCrateOrigin::ProcMacro => is_proc_macro,
                _ => false,
            };
            add(
                graph,
                user,
                DependencyBuilder::with_prelude(name.clone(), *id, prelude, true),
            );
        }
    }
}

fn origin(name: &str) -> LangCrateOrigin {
    match LangCrateOrigin::from(name) {
        LangCrateOrigin::Other => LangCrateOrigin::Dependency,
        origin => origin,
    }
}

/// `miri` and `bootstrap` as rust-analyzer sets them for the standard library: variants without inline
/// assembly, and without what only the very compiler of that source understands.
fn cfg_options(it: &StdCrate, cfgs: &[CfgAtom]) -> CfgOptions {
    let mut options: CfgOptions = cfgs.iter().cloned().collect();
    for flag in ["debug_assertions", "miri", "bootstrap"] {
        options.insert_atom(Symbol::intern(flag));
    }
    let feature = Symbol::intern("feature");
    for value in &it.features {
        options.insert_key_value(feature.clone(), Symbol::intern(value));
    }
    options
}

/// A dependency that would close a cycle is left out, as Cargo does for dev-dependencies.
fn add(graph: &mut CrateGraphBuilder, from: CrateBuilderId, dependency: DependencyBuilder) {
    if let Err(error) = graph.add_dep(from, dependency) {
        tracing::debug!("{error}");
    }
}
