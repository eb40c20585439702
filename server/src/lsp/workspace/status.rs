//! What the server can say about its projects, and what is missing.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::Uri;

use crate::project::{Notice, ProjectError};

/// The answer to `ownlens/status`, and what the notification of that name says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// Something is being loaded: what is said about documents may become more.
    pub loading: bool,
    /// The projects that are open, in order of their directories.
    pub projects: Vec<ProjectStatus>,
    /// Documents about which nothing can be said.
    pub documents: Vec<DocumentStatus>,
}

/// A project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectStatus {
    /// The directory of the package, workspace or lone file.
    pub root: PathBuf,
    /// Where the standard library's items come from.
    pub standard_library: StandardLibrary,
    /// Answers come from the built-in model until the standard library's source is read.
    pub provisional: bool,
    /// What is missing in it.
    pub missing: Vec<Missing>,
}

/// Where the standard library's items come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StandardLibrary {
    /// The toolchain's source.
    Source,
    /// The built-in model.
    Model,
}

/// Something that is missing, so that less is said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Missing {
    /// What it is, for programs.
    pub kind: MissingKind,
    /// The same with the reason, for people.
    pub message: String,
}

/// What can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MissingKind {
    /// The standard library's source is not installed, or lacks a part.
    StdSource,
    /// The file's package could not be read.
    Package,
    /// The package's dependencies are unknown.
    Dependencies,
    /// Build scripts were to run and failed.
    BuildScripts,
    /// Procedural macros are not expanded.
    ProcMacros,
    /// A source file is left out.
    File,
}

/// A document about which nothing can be said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentStatus {
    /// The document.
    pub uri: Uri,
    /// Why.
    pub message: String,
}

impl From<&Notice> for Missing {
    fn from(notice: &Notice) -> Missing {
        let kind = match notice {
            Notice::ModelStd | Notice::StdDependencies(_) => MissingKind::StdSource,
            Notice::WithoutPackage(_) => MissingKind::Package,
            Notice::WithoutDependencies(_) => MissingKind::Dependencies,
            Notice::BuildScripts(_) => MissingKind::BuildScripts,
            Notice::ProcMacros(_) => MissingKind::ProcMacros,
            Notice::NotUtf8(_) | Notice::TooDeep(_) | Notice::TooLong(_) => MissingKind::File,
        };
        Missing {
            kind,
            message: notice.to_string(),
        }
    }
}

impl From<&ProjectError> for Missing {
    fn from(error: &ProjectError) -> Missing {
        let kind = match error {
            ProjectError::NoStdSource(_) | ProjectError::BrokenStd(..) => MissingKind::StdSource,
            ProjectError::CargoMissing(..)
            | ProjectError::CargoFailed(..)
            | ProjectError::Description(..)
            | ProjectError::NoPackage(_) => MissingKind::Package,
            ProjectError::NotFound(_)
            | ProjectError::Unreadable(..)
            | ProjectError::NotUtf8(_)
            | ProjectError::PathNotUtf8(_)
            | ProjectError::TooLong(_)
            | ProjectError::NotRust(_) => MissingKind::File,
        };
        Missing {
            kind,
            message: error.to_string(),
        }
    }
}
