//! `ownlens facts`: the facts of packages and files as JSON lines.

use std::{
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
    process::{self, ExitCode},
};

use ownlens::{
    engine,
    project::{FileId, Notice, Options, Project, ProjectError},
    report,
};

use super::progress::Reporter;

/// The exit status where something could not be analysed.
const INCOMPLETE: u8 = 2;

/// Analyses all paths and prints what is found; what is wrong goes to standard error.
pub fn run(paths: &[PathBuf], options: &Options) -> ExitCode {
    let complete = engine::on_big_stack(|| {
        let mut session = Session {
            options,
            opened: None,
            complete: true,
        };
        for path in paths {
            if let Err(error) = session.path(path) {
                session.complain(&error.to_string());
            }
        }
        session.complete
    });
    if complete {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(INCOMPLETE)
    }
}

/// What is kept from one path to the next.
struct Session<'a> {
    options: &'a Options,
    /// Paths that follow each other often belong to one project.
    opened: Option<Project>,
    complete: bool,
}

impl Session<'_> {
    fn path(&mut self, path: &Path) -> Result<(), ProjectError> {
        let reporter = Reporter::start();
        let single = path.is_file();
        let known = self.opened.take().filter(|it| single && belongs(it, path));
        let project = match known {
            Some(project) => project,
            None => {
                let mut progress = |step: ownlens::project::Progress| {
                    reporter.step(&step.to_string());
                };
                let project = Project::open(path, self.options, &mut progress)?;
                self.report(project.notices());
                project
            }
        };
        let files = match project.file(path) {
            Some(file) if single => vec![file],
            _ => project.sources(),
        };
        reporter.step("analysing");
        self.print(&project, &files, &reporter);
        self.opened = Some(project);
        Ok(())
    }

    fn print(&mut self, project: &Project, files: &[FileId], reporter: &Reporter) {
        let mut out = BufWriter::new(io::stdout().lock());
        let snapshot = project.snapshot();
        let mut done = 0;
        let finished = engine::files_facts(&snapshot, files, &mut |file, facts| {
            done += 1;
            reporter.count(done, files.len());
            let name = relative(project, file);
            for failure in &facts.failures {
                warn(&format!(
                    "{name}: the analysis of {failure} failed; its facts are left out"
                ));
            }
            let written = report::write_file(&mut out, &name, &facts).and_then(|()| out.flush());
            stop_if_closed(written);
        });
        // Nothing changes the project meanwhile.
        if finished.is_err() {
            self.complain("the analysis was interrupted");
        }
    }

    fn report(&mut self, notices: &[Notice]) {
        for notice in notices {
            match notice {
                Notice::ModelStd => warn(&notice.to_string()),
                _ => self.complain(&notice.to_string()),
            }
        }
    }

    fn complain(&mut self, sentence: &str) {
        self.complete = false;
        warn(sentence);
    }
}

fn belongs(project: &Project, path: &Path) -> bool {
    project
        .file(path)
        .is_some_and(|file| project.sources().contains(&file))
}

/// The path from the project's directory, with `/`.
fn relative(project: &Project, file: FileId) -> String {
    let path = project.path(file).unwrap_or_default();
    let shown = path.strip_prefix(project.root()).unwrap_or(&path);
    let parts: Vec<_> = shown
        .components()
        .map(|it| it.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

fn warn(sentence: &str) {
    // Nobody is told if standard error is closed.
    let _ = writeln!(io::stderr(), "ownlens: {sentence}");
}

/// A reader that has seen enough closes the pipe: that ends the program without a word.
fn stop_if_closed(written: io::Result<()>) {
    let Err(error) = written else { return };
    if error.kind() != ErrorKind::BrokenPipe {
        warn(&format!("standard output: {error}"));
        process::exit(i32::from(INCOMPLETE));
    }
    process::exit(0);
}
