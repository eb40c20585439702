//! The analysis of files and packages, path after path, for the commands that go through all of a
//! program.

use std::path::{Path, PathBuf};

use ownlens::{
    engine::{self, FileFacts},
    project::{FileId, Options, Project, ProjectError},
    stack,
};

use super::{progress::Reporter, relative, report_notices, warn};

/// Analyses all paths and hands each file's facts to `sink`, with the file's name; what is wrong goes to
/// standard error. Whether everything was there and could be analysed.
pub fn analyse(
    paths: &[PathBuf],
    options: &Options,
    sink: &mut (dyn FnMut(&str, &FileFacts) + Send),
) -> bool {
    stack::on_big_stack(|| {
        let mut session = Session {
            options,
            opened: None,
            complete: true,
            sink,
        };
        for path in paths {
            if let Err(error) = session.path(path) {
                session.complain(&error.to_string());
            }
        }
        session.complete
    })
}

/// What is kept from one path to the next.
struct Session<'a> {
    options: &'a Options,
    /// Paths that follow each other often belong to one project.
    opened: Option<Project>,
    complete: bool,
    sink: &'a mut (dyn FnMut(&str, &FileFacts) + Send),
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
        self.run(&project, &files, &reporter);
        self.opened = Some(project);
        Ok(())
    }

    fn run(&mut self, project: &Project, files: &[FileId], reporter: &Reporter) {
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
            (self.sink)(&name, &facts);
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
