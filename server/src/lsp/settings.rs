//! What the client sets: in `initializationOptions`, and later in the configuration section
//! [`SECTION`], whose settings win.

use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::explain::hint::{Kind, Style};
use crate::facts::ErrorKind;
use crate::project::{Options, StdChoice};

/// The section of the client's configuration that is the server's.
pub const SECTION: &str = "ownlens";

/// The server's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// How projects are opened.
    pub options: Options,
    /// Which hints there are, and how they are written.
    pub hints: Hints,
    /// Which ownership errors are shown.
    pub diagnostics: Diagnostics,
    /// Whether what was known about a body stays while it does not parse.
    pub last_good: Toggle,
    /// Whether regions are answered.
    pub regions: Toggle,
    /// Whether regions are given as highlights of the document.
    pub highlight: bool,
    /// Whether hovers are answered.
    pub hover: Toggle,
    /// Whether hovers show how values lie in memory.
    pub memory: Toggle,
    /// What code lenses stand for.
    pub lenses: Lenses,
    /// Whether the client may narrow code lenses to the function under the cursor.
    pub lens_focus: Toggle,
    /// A file that the log is written to, besides the client's channel.
    pub log_file: Option<PathBuf>,
}

/// Something that is on unless it is switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Toggle(pub bool);

impl Default for Toggle {
    fn default() -> Toggle {
        Toggle(true)
    }
}

/// Settings of diagnostics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics {
    /// Whether there are any.
    pub enable: bool,
    moves: Toggle,
    mutability: Toggle,
    borrows: Toggle,
    lifetimes: Toggle,
}

impl Default for Diagnostics {
    fn default() -> Diagnostics {
        Diagnostics {
            enable: true,
            moves: Toggle::default(),
            mutability: Toggle::default(),
            borrows: Toggle::default(),
            lifetimes: Toggle::default(),
        }
    }
}

impl Diagnostics {
    /// Whether errors of a kind are shown.
    pub fn shows(&self, kind: &ErrorKind) -> bool {
        let Toggle(shown) = match kind {
            ErrorKind::Moved { .. }
            | ErrorKind::Uninitialised { .. }
            | ErrorKind::CannotMove(_) => self.moves,
            ErrorKind::Reassigned
            | ErrorKind::Immutable { .. }
            | ErrorKind::ChangedByGuard { .. } => self.mutability,
            ErrorKind::Conflict(_) | ErrorKind::DestructorNeedsBorrowed => self.borrows,
            ErrorKind::DroppedWhileBorrowed
            | ErrorKind::TemporaryDropped
            | ErrorKind::ReturnsLocal { .. }
            | ErrorKind::ClosureOutlives
            | ErrorKind::ThreadLocalEnds
            | ErrorKind::MissingLifetime { .. }
            | ErrorKind::ParameterTooShort { .. }
            | ErrorKind::HiddenLifetime { .. }
            | ErrorKind::EscapesClosure
            | ErrorKind::CapturedEscapes
            | ErrorKind::Lifetime { .. } => self.lifetimes,
        };
        self.enable && shown
    }

    fn set(&mut self, client: &Section<'_>) {
        client.set("enable", &mut self.enable);
        let kinds = [
            ("moves", &mut self.moves),
            ("mutability", &mut self.mutability),
            ("borrows", &mut self.borrows),
            ("lifetimes", &mut self.lifetimes),
        ];
        for (name, Toggle(shown)) in kinds {
            if let Some(kind) = client.section(name) {
                kind.set("enable", shown);
            }
        }
    }
}

/// Settings of inlay hints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hints {
    /// Whether there are any.
    pub enable: bool,
    /// How they are written.
    pub style: Style,
    /// The kinds that are shown.
    kinds: Vec<Kind>,
}

impl Default for Hints {
    fn default() -> Hints {
        Hints {
            enable: true,
            style: Style::default(),
            kinds: Kind::ALL.into_iter().filter(|it| it.is_usual()).collect(),
        }
    }
}

impl Hints {
    /// Whether hints of a kind are shown.
    pub fn shows(&self, kind: Kind) -> bool {
        self.enable && self.kinds.contains(&kind)
    }
}

/// What code lenses stand for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lenses {
    /// Each value, above its declaration.
    #[default]
    Values,
    /// Each function, as a summary above it.
    Functions,
    /// Nothing.
    Off,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Std {
    Auto,
    Source,
    Model,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Writing {
    Symbols,
    Words,
}

impl Settings {
    /// What holds where the client says nothing.
    pub fn new(options: Options) -> Settings {
        Settings {
            options,
            ..Settings::default()
        }
    }

    /// These settings with what `client` says in their place. What it leaves out stays, and so does what
    /// it says wrongly, with a warning; unknown settings are left alone, so that a client may share one
    /// object among versions of the server.
    pub fn with(&self, client: &Value) -> Settings {
        let mut settings = self.clone();
        let client = Section {
            value: client,
            name: SECTION.to_owned(),
        };
        settings.set_options(&client);
        if let Some(hints) = client.section("inlayHints") {
            settings.hints.set(&hints);
        }
        if let Some(diagnostics) = client.section("diagnostics") {
            settings.diagnostics.set(&diagnostics);
        }
        if let Some(hover) = client.section("hover") {
            hover.set("enable", &mut settings.hover.0);
            if let Some(memory) = hover.section("memory") {
                memory.set("enable", &mut settings.memory.0);
            }
        }
        if let Some(lenses) = client.section("codeLens") {
            lenses.set("show", &mut settings.lenses);
            if lenses.get("enable") == Some(false) {
                settings.lenses = Lenses::Off;
            }
            if let Some(focus) = lenses.section("focus") {
                focus.set("enable", &mut settings.lens_focus.0);
            }
        }
        if let Some(regions) = client.section("regions") {
            regions.set("enable", &mut settings.regions.0);
        }
        if let Some(highlight) = client.section("documentHighlight") {
            highlight.set("enable", &mut settings.highlight);
        }
        if let Some(last_good) = client.section("lastGood") {
            last_good.set("enable", &mut settings.last_good.0);
        }
        if let Some(file) = client
            .section("log")
            .and_then(|log| log.get::<PathBuf>("file"))
        {
            settings.log_file = Some(file).filter(|it| !it.as_os_str().is_empty());
        }
        if client.get("trusted") == Some(false) {
            // A folder's own settings could name any file.
            settings.log_file = None;
        }
        settings
    }

    fn set_options(&mut self, client: &Section<'_>) {
        let options = &mut self.options;
        if let Some(std) = client.get("std") {
            options.std = match std {
                Std::Auto => StdChoice::Auto,
                Std::Source => StdChoice::Source,
                Std::Model => StdChoice::Model,
            };
        }
        if let Some(library) = client.get::<PathBuf>("stdSource") {
            options.std_source = Some(library).filter(|it| !it.as_os_str().is_empty());
        }
        client.set("allowBuildScripts", &mut options.allow_build_scripts);
        client.set("allowDownload", &mut options.allow_download);
        // Whatever a folder's own settings say.
        if client.get("trusted") == Some(false) {
            options.allow_build_scripts = false;
            options.allow_download = false;
        }
    }
}

impl Hints {
    fn set(&mut self, client: &Section<'_>) {
        client.set("enable", &mut self.enable);
        if let Some(writing) = client.get("style") {
            self.style = match writing {
                Writing::Symbols => Style::Symbols,
                Writing::Words => Style::Words,
            };
        }
        for kind in Kind::ALL {
            let section = client.section(setting(kind));
            match section.and_then(|it| it.get("enable")) {
                Some(true) if !self.kinds.contains(&kind) => self.kinds.push(kind),
                Some(false) => self.kinds.retain(|it| *it != kind),
                Some(true) | None => {}
            }
        }
    }
}

/// The name of the setting that switches a kind of hint.
fn setting(kind: Kind) -> &'static str {
    match kind {
        Kind::Move | Kind::Pattern => "moves",
        Kind::Return => "returns",
        Kind::Capture => "captures",
        Kind::Copy => "copies",
        Kind::Borrow => "borrows",
        Kind::Drops => "drops",
        Kind::Temporary => "temporaries",
        Kind::BorrowEnd => "borrowEnds",
        Kind::Lifetime => "lifetimes",
    }
}

/// An object of settings with its name.
struct Section<'v> {
    value: &'v Value,
    name: String,
}

impl Section<'_> {
    fn section(&self, key: &str) -> Option<Section<'_>> {
        let value = self.value.get(key).filter(|it| !it.is_null())?;
        Some(Section {
            value,
            name: format!("{}.{key}", self.name),
        })
    }

    fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let setting = self.section(key)?;
        match serde_json::from_value(setting.value.clone()) {
            Ok(value) => Some(value),
            Err(error) => {
                tracing::warn!("the setting `{}` is not understood: {error}", setting.name);
                None
            }
        }
    }

    fn set<T: DeserializeOwned>(&self, key: &str, setting: &mut T) {
        if let Some(value) = self.get(key) {
            *setting = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_set_wins_over_the_command_line() {
        let line = Settings::new(Options {
            std: StdChoice::Source,
            ..Options::default()
        });
        let set = line.with(&json!({"std": "model", "stdSource": "/lib", "other": 1}));
        assert_eq!(set.options.std, StdChoice::Model);
        assert_eq!(set.options.std_source, Some(PathBuf::from("/lib")));
        assert_eq!(line.with(&json!({})), line);
    }

    #[test]
    fn nothing_is_allowed_without_trust() {
        let allowed = json!({"allowBuildScripts": true, "allowDownload": true});
        let settings = Settings::default().with(&allowed);
        assert!(settings.options.allow_build_scripts && settings.options.allow_download);
        let mut distrusted = allowed;
        distrusted["trusted"] = json!(false);
        for settings in [settings, Settings::default()] {
            let options = settings.with(&distrusted).options;
            assert!(!options.allow_build_scripts && !options.allow_download);
        }
    }

    #[test]
    fn nonsense_is_left_out_and_nothing_else() {
        let settings = Settings::default();
        for nonsense in [json!(null), json!([1]), json!("x"), json!({"std": "other"})] {
            assert_eq!(settings.with(&nonsense), settings, "{nonsense}");
        }
        let half = json!({"inlayHints": {"enable": 7, "style": "words"}, "codeLens": {"show": "functions"}});
        let half = settings.with(&half);
        assert!(half.hints.enable);
        assert_eq!(half.hints.style, Style::Words);
        assert_eq!(half.lenses, Lenses::Functions);
    }

    #[test]
    fn each_kind_of_hint_has_a_switch() {
        let settings = Settings::default();
        assert!(settings.hints.shows(Kind::Move) && !settings.hints.shows(Kind::Copy));
        let other = settings.with(&json!({
            "inlayHints": {"moves": {"enable": false}, "copies": {"enable": true}},
        }));
        assert!(!other.hints.shows(Kind::Move) && other.hints.shows(Kind::Copy));
        assert!(other.hints.shows(Kind::Drops));
        let off = other.with(&json!({"inlayHints": {"enable": false}}));
        assert!(!Kind::ALL.into_iter().any(|kind| off.hints.shows(kind)));
    }
}
