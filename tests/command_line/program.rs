//! Running the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// What a run came to.
pub struct Run {
    /// The exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error, without progress.
    pub err: String,
}

impl Run {
    /// The objects printed, one a line.
    pub fn objects(&self) -> Vec<Value> {
        let object = |line| serde_json::from_str(line).expect("a line is a JSON object");
        self.out.lines().map(object).collect()
    }

    /// The object of the function with this name.
    pub fn function(&self, name: &str) -> Value {
        let named = |it: &Value| it["function"] == name;
        let found = self.objects().into_iter().find(named);
        found.unwrap_or_else(|| panic!("no function {name} in\n{}\n{}", self.out, self.err))
    }

    /// Asserts that the program refused with this one sentence.
    #[track_caller]
    pub fn refused(&self, sentence: &str) {
        assert_eq!(self.err, format!("ownlens: {sentence}\n"));
        assert_eq!(self.status, 2);
    }
}

/// `ownlens` with a directory of its own to work in.
pub struct Place {
    directory: TempDir,
}

impl Place {
    /// An empty directory.
    pub fn new() -> Place {
        let directory = tempfile::tempdir().expect("a directory");
        Place { directory }
    }

    /// With these files.
    pub fn with(files: &[(&str, &str)]) -> Place {
        let place = Place::new();
        for (path, text) in files {
            place.write(path, text);
        }
        place
    }

    /// Writes a file, and the directories above it.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        fs::write(path, text).expect("a file");
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The program, with these arguments, in the directory.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ownlens"));
        command.args(arguments).current_dir(self.path());
        // What the caller's environment says of a source is not what a test is about.
        command.env_remove("RUST_SRC_PATH");
        command
    }

    /// Runs the program with the built-in model.
    pub fn run(&self, arguments: &[&str]) -> Run {
        ran(self.command(arguments).args(["--std", "model"]).output())
    }
}

/// What a finished run came to.
pub fn ran(output: std::io::Result<Output>) -> Run {
    let output = output.expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let err = text(output.stderr);
    let progress = |line: &&str| !line.contains(" …");
    let said: Vec<&str> = err.split_inclusive('\n').filter(progress).collect();
    Run {
        status: output.status.code().expect("the program was not killed"),
        out: text(output.stdout),
        err: said.concat(),
    }
}

/// A directory without any program, for `PATH`.
pub fn no_programs() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-programs")
}
