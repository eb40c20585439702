//! Edits of a project while others analyse it.

use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use ownlens::engine;
use ownlens::project::{FileId, Options, Project, Snapshot, StdChoice};

/// Longer than the test takes on a busy machine by far.
const PATIENCE: Duration = Duration::from_secs(300);

const NAME: &str = "edited.rs";

fn program(number: usize) -> String {
    format!("fn f() {{ let v = String::new(); drop(v); let n = {number}; }}\n")
}

fn open() -> (Project, FileId) {
    let options = Options {
        std: StdChoice::Model,
        ..Options::default()
    };
    let project = Project::from_text(NAME, &program(0), &options).expect("the model");
    let file = project.file(Path::new(NAME)).expect("the file");
    (project, file)
}

/// Runs `work` on another thread; a deadlock there is a failure here.
fn in_time(work: impl FnOnce() + Send + 'static) {
    let (sender, done) = mpsc::channel();
    let thread = thread::spawn(move || {
        work();
        let _ = sender.send(());
    });
    match done.recv_timeout(PATIENCE) {
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("still not done after {PATIENCE:?}"),
        Ok(()) | Err(mpsc::RecvTimeoutError::Disconnected) => thread.join().expect("no panic"),
    }
}

#[test]
fn an_edit_waits_for_readers_and_readers_for_no_edit() {
    in_time(|| {
        let (mut project, file) = open();
        let (snapshots, received) = mpsc::channel::<Snapshot>();
        let reader = thread::spawn(move || {
            for snapshot in received {
                (0..2_000).for_each(|_| _ = snapshot.text(file));
            }
        });
        for number in 1..500 {
            snapshots.send(project.snapshot()).expect("a reader");
            project.set_text(Path::new(NAME), Some(program(number)));
        }
        drop(snapshots);
        reader.join().expect("no panic");
    });
}

#[test]
fn an_analysis_is_of_one_text_or_cancelled() {
    in_time(|| {
        let (mut project, file) = open();
        let (snapshots, received) = mpsc::channel::<(usize, Snapshot)>();
        let analyst = thread::spawn(move || {
            let mut known = 0;
            for (number, snapshot) in received {
                // Cancellation is fine; an answer has to be the edit's own.
                if let Ok(facts) = engine::file_facts(&snapshot, file) {
                    assert_eq!(*facts.text, program(number));
                    assert_eq!(facts.bodies.len(), 1);
                    assert!(!facts.bodies[0].facts.events.is_empty());
                    known += 1;
                }
            }
            known
        });
        for number in 1..300 {
            project.set_text(Path::new(NAME), Some(program(number)));
            snapshots
                .send((number, project.snapshot()))
                .expect("an analyst");
            thread::sleep(Duration::from_micros(50 * (number as u64 % 100)));
        }
        drop(snapshots);
        assert!(
            analyst.join().expect("no panic") > 0,
            "every analysis was cancelled"
        );
    });
}
