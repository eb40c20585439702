//! What the client sets in `initializationOptions`.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

use crate::project::{Options, StdChoice};

/// The server's settings; those that are absent keep what the command line says. Unknown ones are
/// left alone, so that a client may share one object among versions of the server.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// Which standard library: `auto`, `source` or `model`.
    std: Option<Std>,
    /// The `library` directory of the standard library's source.
    std_source: Option<PathBuf>,
    /// Run build scripts and procedural macros of the packages that are opened.
    allow_build_scripts: Option<bool>,
    /// Let Cargo download what a package depends on.
    allow_download: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Std {
    Auto,
    Source,
    Model,
}

impl Settings {
    /// Reads them; nonsense counts as absent and is logged.
    pub fn read(options: Option<Value>) -> Settings {
        let Some(options) = options.filter(|it| !it.is_null()) else {
            return Settings::default();
        };
        serde_json::from_value(options).unwrap_or_else(|error| {
            tracing::warn!("the initialization options are not understood: {error}");
            Settings::default()
        })
    }

    /// How projects are opened, from what the command line says and what is set here.
    pub fn apply(self, mut options: Options) -> Options {
        if let Some(std) = self.std {
            options.std = match std {
                Std::Auto => StdChoice::Auto,
                Std::Source => StdChoice::Source,
                Std::Model => StdChoice::Model,
            };
        }
        options.std_source = self.std_source.or(options.std_source);
        options.allow_build_scripts = self
            .allow_build_scripts
            .unwrap_or(options.allow_build_scripts);
        options.allow_download = self.allow_download.unwrap_or(options.allow_download);
        options
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_set_wins_over_the_command_line() {
        let line = Options {
            std: StdChoice::Source,
            ..Options::default()
        };
        let set = Settings::read(Some(
            json!({"std": "model", "stdSource": "/lib", "other": 1}),
        ));
        let options = set.apply(line.clone());
        assert_eq!(options.std, StdChoice::Model);
        assert_eq!(options.std_source, Some(PathBuf::from("/lib")));
        assert_eq!(Settings::read(None).apply(line.clone()), line);
    }

    #[test]
    fn nonsense_is_absent() {
        for options in [json!(null), json!([1]), json!("x"), json!({"std": "other"})] {
            assert_eq!(Settings::read(Some(options)), Settings::default());
        }
    }
}
