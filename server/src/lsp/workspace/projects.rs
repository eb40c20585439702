//! Which document belongs to which project, and what is loaded when.
//!
//! One package is loaded at a time, because the next document may turn out to belong to it (packages
//! of one workspace are one project). Lone files and texts in memory load beside it.

use std::collections::{HashMap, VecDeque};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::mpsc::WeakUnboundedSender;
use tower_lsp::ls_types::Uri;

use super::loading::{self, LoadId, Loaded, Source};
use super::location::Location;
use super::{Message, View, ViewRequest};
use crate::project::{Options, Project};

/// The state of the workspace's thread.
pub struct Projects {
    options: Options,
    queue: WeakUnboundedSender<Message>,
    on_loaded: Box<dyn Fn() + Send>,
    documents: HashMap<Uri, Document>,
    /// Loaded projects under the load they came from.
    projects: HashMap<LoadId, Project>,
    running: HashMap<LoadId, Load>,
    loads: u32,
    /// Documents whose project is not known yet, in the order in which they were opened.
    queued: VecDeque<Uri>,
    /// Views that are answered when their document has a home.
    waiting: Vec<ViewRequest>,
}

struct Document {
    location: Location,
    text: Arc<str>,
    /// The project does not have this text yet.
    dirty: bool,
    home: Home,
}

/// Where a document is analysed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
    /// Not decided.
    Queued,
    /// A load was started for it.
    Loading(LoadId),
    /// In a loaded project.
    In(LoadId),
    /// Nowhere: its project cannot be loaded or does not contain it.
    Nowhere,
}

/// A load that is running.
struct Load {
    /// It reads a package rather than a lone file or text.
    package: bool,
    /// The project that it replaces.
    replaces: Option<LoadId>,
    /// The disk changed meanwhile: once more when it is done.
    again: bool,
}

impl Projects {
    pub fn new(
        options: Options,
        queue: WeakUnboundedSender<Message>,
        on_loaded: Box<dyn Fn() + Send>,
    ) -> Projects {
        Projects {
            options,
            queue,
            on_loaded,
            documents: HashMap::new(),
            projects: HashMap::new(),
            running: HashMap::new(),
            loads: 0,
            queued: VecDeque::new(),
            waiting: Vec::new(),
        }
    }

    pub fn handle(&mut self, message: Message) {
        match message {
            Message::Text(uri, text) => self.set_text(uri, text),
            Message::Close(uri) => self.close(&uri),
            Message::Disk(paths) => self.disk_changed(&paths),
            Message::View(request) => {
                self.apply_texts();
                self.view(request);
            }
            Message::Loaded(loaded) => self.loaded(*loaded),
        }
    }

    /// Gives the projects the texts that they do not have yet, which cancels their analyses.
    pub fn apply_texts(&mut self) {
        for document in self.documents.values_mut().filter(|it| it.dirty) {
            if let Home::In(id) = document.home
                && let Some(project) = self.projects.get_mut(&id)
            {
                project.set_text(document.location.path(), Some(document.text.to_string()));
                document.dirty = false;
            }
        }
    }

    fn set_text(&mut self, uri: Uri, text: Arc<str>) {
        if let Some(document) = self.documents.get_mut(&uri) {
            document.text = text;
            document.dirty = true;
            return;
        }
        let location = Location::new(&uri);
        let document = Document {
            location,
            text,
            dirty: true,
            home: Home::Queued,
        };
        self.documents.insert(uri.clone(), document);
        self.queued.push_back(uri);
        self.settle();
    }

    fn close(&mut self, uri: &Uri) {
        let Some(document) = self.documents.remove(uri) else {
            return;
        };
        self.queued.retain(|queued| queued != uri);
        if let Home::In(id) = document.home {
            self.leave(id, document.location.path());
        }
        self.answer_waiting();
    }

    /// A document of a project is closed. Packages stay, because opening them takes long; a lone file
    /// goes with its last document.
    fn leave(&mut self, id: LoadId, path: &Path) {
        let empty = self.documents.values().all(|it| it.home != Home::In(id));
        let Some(project) = self.projects.get_mut(&id) else {
            return;
        };
        if empty && !is_package(project) {
            self.projects.remove(&id);
        } else {
            project.set_text(path, None);
        }
    }

    /// Finds a home for the queued documents, or starts to load one.
    fn settle(&mut self) {
        for uri in mem::take(&mut self.queued) {
            let Some(document) = self.documents.get_mut(&uri) else {
                continue;
            };
            let package = document.location.package().is_some();
            if let Location::Disk(path) = &document.location {
                read_new_file(&mut self.projects, path);
            }
            if let Some(id) = containing(&self.projects, document.location.path()) {
                document.home = Home::In(id);
                document.dirty = true;
            } else if package && self.running.values().any(|load| load.package) {
                self.queued.push_back(uri);
            } else {
                let source = match &document.location {
                    Location::Disk(path) => Source::Disk(path.clone()),
                    Location::Memory(name) => Source::Memory(name.clone(), document.text.clone()),
                };
                let load = Load {
                    package,
                    replaces: None,
                    again: false,
                };
                let id = self.start(source, load);
                if let Some(document) = self.documents.get_mut(&uri) {
                    document.home = Home::Loading(id);
                }
            }
        }
    }

    fn start(&mut self, source: Source, load: Load) -> LoadId {
        let id = LoadId(self.loads);
        self.loads += 1;
        self.running.insert(id, load);
        loading::start(id, source, self.options.clone(), self.queue.clone());
        id
    }

    fn loaded(&mut self, loaded: Loaded) {
        let Some(load) = self.running.remove(&loaded.load) else {
            return;
        };
        match loaded.project {
            Ok(project) => {
                for notice in project.notices() {
                    tracing::info!("{notice}");
                }
                self.move_in(loaded.load, load.replaces, project);
            }
            Err(error) => {
                tracing::warn!("{error}");
                self.give_up(loaded.load);
            }
        }
        if load.again {
            self.reload(load.replaces.unwrap_or(loaded.load));
        }
        self.settle();
        self.apply_texts();
        self.answer_waiting();
        (self.on_loaded)();
    }

    /// Puts a new project in the place of the one that it replaces, if any, and moves the documents
    /// that it contains there.
    fn move_in(&mut self, id: LoadId, replaces: Option<LoadId>, project: Project) {
        for (uri, document) in &mut self.documents {
            let concerned = match document.home {
                Home::Queued => true,
                Home::Loading(load) => load == id,
                Home::In(old) => Some(old) == replaces,
                Home::Nowhere => false,
            };
            if !concerned {
                continue;
            }
            if contains(&project, document.location.path()) {
                document.home = Home::In(id);
                document.dirty = true;
            } else if document.home == Home::Loading(id) {
                tracing::warn!("{}: is no part of its package", uri.as_str());
                document.home = Home::Nowhere;
            } else if document.home != Home::Queued {
                document.home = Home::Queued;
                self.queued.push_back(uri.clone());
            }
        }
        if let Some(old) = replaces {
            self.projects.remove(&old);
        }
        self.queued.retain(|uri| {
            self.documents
                .get(uri)
                .is_some_and(|it| it.home == Home::Queued)
        });
        // All its documents may have been closed meanwhile.
        if is_package(&project) || self.documents.values().any(|it| it.home == Home::In(id)) {
            self.projects.insert(id, project);
        }
    }

    fn give_up(&mut self, id: LoadId) {
        for document in self.documents.values_mut() {
            if document.home == Home::Loading(id) {
                document.home = Home::Nowhere;
            }
        }
    }

    fn disk_changed(&mut self, paths: &[PathBuf]) {
        let mut changed = false;
        for path in paths {
            let name = path.file_name().and_then(|it| it.to_str());
            if matches!(name, Some("Cargo.toml" | "Cargo.lock")) {
                let concerned = self
                    .projects
                    .iter()
                    .filter(|(_, it)| path.starts_with(it.root()));
                let ids: Vec<LoadId> = concerned.map(|(&id, _)| id).collect();
                ids.into_iter().for_each(|id| self.reload(id));
            } else if !self.is_open(path) {
                for project in self.projects.values_mut() {
                    if path.starts_with(project.root()) || project.file(path).is_some() {
                        project.set_text(path, None);
                        changed = true;
                    }
                }
            }
        }
        self.find_files_of_texts();
        if changed {
            (self.on_loaded)();
        }
    }

    /// Documents that had no file may have one now.
    fn find_files_of_texts(&mut self) {
        let mut left = Vec::new();
        for (uri, document) in &mut self.documents {
            let Location::Memory(name) = &document.location else {
                continue;
            };
            let location = Location::new(uri);
            if let Location::Disk(_) = location {
                if let Home::In(id) = document.home {
                    left.push((id, name.clone()));
                }
                document.location = location;
                document.home = Home::Queued;
                self.queued.push_back(uri.clone());
            }
        }
        for (id, name) in left {
            self.leave(id, &name);
        }
        self.settle();
    }

    fn is_open(&self, path: &Path) -> bool {
        self.documents
            .values()
            .any(|it| it.location == Location::Disk(path.to_owned()))
    }

    /// Loads a project again; it stays in use until then.
    fn reload(&mut self, id: LoadId) {
        if let Some(load) = self.running.values_mut().find(|it| it.replaces == Some(id)) {
            load.again = true;
            return;
        }
        let Some(project) = self.projects.get(&id) else {
            return;
        };
        let source = Source::Disk(project.root().to_owned());
        self.start(
            source,
            Load {
                package: true,
                replaces: Some(id),
                again: false,
            },
        );
    }

    fn view(&mut self, request: ViewRequest) {
        let Some(document) = self.documents.get(&request.uri) else {
            request.answer(View::Unknown);
            return;
        };
        match document.home {
            Home::In(id) => {
                let project = self.projects.get(&id);
                let view = project.and_then(|project| {
                    let file = project.file(document.location.path())?;
                    Some(View::Ready(project.snapshot(), file))
                });
                request.answer(view.unwrap_or(View::Unknown));
            }
            Home::Nowhere => request.answer(View::Unknown),
            Home::Queued | Home::Loading(_) if request.wait => self.waiting.push(request),
            Home::Queued | Home::Loading(_) => request.answer(View::Loading),
        }
    }

    fn answer_waiting(&mut self) {
        for request in mem::take(&mut self.waiting) {
            self.view(request);
        }
    }
}

fn is_package(project: &Project) -> bool {
    project.root().join("Cargo.toml").is_file()
}

/// Shows a file that was created after a project was loaded to the projects that it may belong to.
fn read_new_file(projects: &mut HashMap<LoadId, Project>, path: &Path) {
    for project in projects.values_mut() {
        if path.starts_with(project.root()) && project.file(path).is_none() {
            project.set_text(path, None);
        }
    }
}

/// The loaded project in whose module tree a document is.
fn containing(projects: &HashMap<LoadId, Project>, path: &Path) -> Option<LoadId> {
    projects
        .iter()
        .find(|(_, project)| contains(project, path))
        .map(|(&id, _)| id)
}

fn contains(project: &Project, path: &Path) -> bool {
    project
        .file(path)
        .is_some_and(|file| project.sources().contains(&file))
}
