//! `ownlens facts`: the facts of packages and files as JSON lines.

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use ownlens::{
    engine,
    project::{FileId, Options, Project, ProjectError},
    report, stack,
};

use super::{INCOMPLETE, progress::Reporter, relative, report_notices, stop_if_closed, warn};

/// Analyses all paths and prints what is found; what is wrong goes to standard error.
pub fn run(paths: &[PathBuf], options: &Options) -> ExitCode {
    let complete = stack::on_big_stack(|| {
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
                self.complete &= report_notices(project.notices());
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
