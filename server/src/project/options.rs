//! What a caller may choose when a project is opened.

use std::path::PathBuf;

pub use ra_ap_span::Edition;

/// Where the standard library's items come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StdChoice {
    /// The real source where it is installed, else the model.
    #[default]
    Auto,
    /// The real source; opening fails without it.
    Source,
    /// The model that is built into this program.
    Model,
}

/// Which features of a package are active; for a lone file this has no meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Features {
    /// Every feature.
    All,
    /// The default ones and those listed.
    Selected {
        /// Names as in `cargo --features`.
        features: Vec<String>,
        /// Leave out the feature `default`.
        no_default: bool,
    },
}

impl Default for Features {
    fn default() -> Self {
        Features::Selected {
            features: Vec::new(),
            no_default: false,
        }
    }
}

/// How a project is opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Which standard library.
    pub std: StdChoice,
    /// The `library` directory of the standard library's source, in place of the installed one.
    pub std_source: Option<PathBuf>,
    /// Edition of a lone file (a package says its own); the newest one by default.
    pub edition: Option<Edition>,
    /// Features of the package.
    pub features: Features,
    /// Run the package's build scripts and load its procedural macros. Both are programs that the
    /// package chooses, so without this neither they nor any configuration of the package's
    /// directory that names a program is executed.
    pub allow_build_scripts: bool,
    /// Let Cargo download what the package depends on, if it is not there yet.
    pub allow_download: bool,
    /// Leave out what the package depends on: it is opened sooner, and less is known about it.
    pub without_dependencies: bool,
}
