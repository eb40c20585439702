//! The programs that a package brings along: its build scripts and procedural macros.
//!
//! Whoever writes a package decides what they do, so they run only where
//! [`Options::allow_build_scripts`] says so.

use ra_ap_base_db::{ProcMacroLoadingError, ProcMacroPaths};
use ra_ap_hir_expand::proc_macro::ProcMacrosBuilder;
use ra_ap_load_cargo::load_proc_macro;
use ra_ap_paths::AbsPathBuf;
use ra_ap_proc_macro_api::ProcMacroClient;
use ra_ap_project_model::{CargoConfig, CargoFeatures, ProjectWorkspace, Sysroot};
use rustc_hash::FxHashMap;

use super::{
    cargo::one_line,
    error::{Notice, Progress},
    options::{Features, Options},
    toolchain::Toolchain,
};

/// Lets Cargo build and run the build scripts of the workspace's packages and dependencies and build
/// their procedural macros. What could be built is in the workspace afterwards, even where something
/// else failed.
pub(super) fn build(
    workspace: &mut ProjectWorkspace,
    options: &Options,
    notices: &mut Vec<Notice>,
    progress: &mut dyn FnMut(Progress),
) {
    progress(Progress::BuildScripts);
    let offline = (!options.allow_download).then(|| "--offline".to_owned());
    let config = CargoConfig {
        all_targets: true,
        features: match &options.features {
            Features::All => CargoFeatures::All,
            Features::Selected {
                features,
                no_default,
            } => CargoFeatures::Selected {
                features: features.clone(),
                no_default_features: *no_default,
            },
        },
        extra_args: offline.into_iter().collect(),
        ..CargoConfig::default()
    };
    match workspace.run_build_scripts(&config, &|_| ()) {
        Ok(output) => {
            notices.extend(
                output
                    .error()
                    .map(|why| Notice::BuildScripts(one_line(why))),
            );
            workspace.set_build_scripts(output);
        }
        Err(error) => notices.push(Notice::BuildScripts(error.to_string())),
    }
}

/// Starts the toolchain's server for procedural macros and loads those that were built into it.
///
/// A server may end or a library may not load: the macros in question then stay unexpanded.
pub(super) fn load_macros(
    built: ProcMacroPaths,
    toolchain: &Toolchain,
    notices: &mut Vec<Notice>,
) -> ProcMacrosBuilder {
    if built.is_empty() {
        return ProcMacrosBuilder::default();
    }
    let server = start_server(toolchain);
    let mut failures = Vec::new();
    if let Err(why) = &server {
        failures.push(why.clone());
    }
    let macros = built
        .into_iter()
        .map(|(krate, path)| {
            let loaded = path.and_then(|(name, path)| {
                let server = server.as_ref().map_err(|why| {
                    ProcMacroLoadingError::ProcMacroSrvError(why.clone().into_boxed_str())
                })?;
                load_proc_macro(server, &path, &[]).inspect_err(|why| {
                    failures.push(format!("{name}: {why}"));
                })
            });
            (krate, loaded)
        })
        .collect();
    notices.extend(failures.into_iter().next().map(Notice::ProcMacros));
    macros
}

/// The macros of a package whose programs may not run.
pub(super) fn disabled(built: ProcMacroPaths) -> ProcMacrosBuilder {
    built
        .into_keys()
        .map(|krate| (krate, Err(ProcMacroLoadingError::Disabled)))
        .collect()
}

fn start_server(toolchain: &Toolchain) -> Result<ProcMacroClient, String> {
    let root = toolchain
        .sysroot
        .clone()
        .and_then(|it| it.into_os_string().into_string().ok())
        .and_then(|it| AbsPathBuf::try_from(it.as_str()).ok());
    let server = Sysroot::new(root, None)
        .discover_proc_macro_srv()
        .ok_or("the toolchain's directory is unknown")?
        .map_err(|error| error.to_string())?;
    let environment: FxHashMap<String, Option<String>> = FxHashMap::default();
    ProcMacroClient::spawn(&server, &environment, toolchain.version.as_ref(), 1)
        .map_err(|error| error.to_string())
}
