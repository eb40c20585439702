//! Which document belongs to which project, and what is loaded when.
//!
//! A project is loaded with the built-in model of the standard library and without its dependencies first, which
//! is quick, and then once more with what the options say. Packages are loaded for documents one at a time, because the next
//! document may turn out to belong to the same one (packages of one workspace are one project); lone files
//! and texts in memory load beside them.

use std::collections::{HashMap, VecDeque};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::mpsc::WeakUnboundedSender;
use tower_lsp::ls_types::Uri;

use super::loading::{self, LoadId, Loaded, Source};
use super::location::Location;
use super::status::{DocumentStatus, Missing, ProjectStatus, StandardLibrary, Status};
use super::{Event, Message, Observer, View, ViewRequest};
use crate::lsp::progress::Stage;
use crate::project::{Notice, Options, Project, StdChoice, has_manifest};

/// Most lone files and texts in memory that are open with the standard library's source. Each of them has
/// one of its own, which takes some hundred megabytes; the others keep the model, which takes a tenth.
const MOST_LONE_WITH_SOURCE: usize = 4;

/// The state of the workspace's thread.
pub struct Projects {
    options: Options,
    queue: WeakUnboundedSender<Message>,
    observer: Observer,
    /// Counts the changes of projects.
    revision: u64,
    documents: HashMap<Uri, Document>,
    /// Loaded projects under the load they came from.
    projects: HashMap<LoadId, Opened>,
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
    /// Why nothing is said about it, if it is [`Home::Nowhere`].
    reason: String,
}

/// A loaded project.
struct Opened {
    project: Project,
    source: Source,
    /// The model stands in for the standard library that the options name.
    provisional: bool,
    std: StandardLibrary,
    /// Why it could not be loaded the last time, so that it is as it was before.
    outdated: Option<Missing>,
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
    source: Source,
    /// It reads a package rather than a lone file or text.
    package: bool,
    /// With the model, so that there are answers soon.
    provisional: bool,
    /// The project that it replaces.
    replaces: Option<LoadId>,
    /// The disk changed meanwhile: once more when it is done.
    again: bool,
}

impl Projects {
    pub fn new(
        options: Options,
        queue: WeakUnboundedSender<Message>,
        observer: Observer,
    ) -> Projects {
        Projects {
            options,
            queue,
            observer,
            revision: 0,
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
            Message::Options(options) => self.set_options(*options),
            Message::Removed(directories) => self.forget(&directories),
            // Whoever asked may have been cancelled meanwhile.
            Message::Status(reply) => _ = reply.send(self.status()),
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
                && let Some(opened) = self.projects.get_mut(&id)
            {
                let text = Some(document.text.to_string());
                opened.project.set_text(document.location.path(), text);
                document.dirty = false;
                self.revision += 1;
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
            reason: String::new(),
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
        let Some(opened) = self.projects.get_mut(&id) else {
            return;
        };
        if empty && !is_package(&opened.project) {
            self.projects.remove(&id);
        } else {
            opened.project.set_text(path, None);
        }
        self.revision += 1;
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
            } else if package && self.running.values().any(Load::may_bring_new_files) {
                self.queued.push_back(uri);
            } else {
                let source = match &document.location {
                    Location::Disk(path) => Source::Disk(path.clone()),
                    Location::Memory(name) => Source::Memory(name.clone(), document.text.clone()),
                };
                let id = self.start(Load {
                    source,
                    package,
                    provisional: self.options.std != StdChoice::Model,
                    replaces: None,
                    again: false,
                });
                if let Some(document) = self.documents.get_mut(&uri) {
                    document.home = Home::Loading(id);
                }
            }
        }
    }

    fn start(&mut self, load: Load) -> LoadId {
        let id = LoadId(self.loads);
        self.loads += 1;
        let options = match load.provisional {
            true => provisional(&self.options),
            false => self.options.clone(),
        };
        let (queue, observer) = (self.queue.clone(), self.observer.clone());
        let step = Stage::Step(format!("opening {}", load.source));
        observer(Event::Load(id, step));
        loading::start(id, load.source.clone(), options, queue, observer);
        self.running.insert(id, load);
        self.report_status();
        id
    }

    fn loaded(&mut self, loaded: Loaded) {
        let id = loaded.load;
        (self.observer)(Event::Load(id, Stage::Over));
        let Some(load) = self.running.remove(&id) else {
            return;
        };
        self.revision += 1;
        let finish = load.provisional && (load.package || self.has_room());
        let again = load.again || finish;
        let replaces = load.replaces;
        match loaded.project {
            Ok(project) => {
                for notice in project.notices() {
                    tracing::info!("{notice}");
                }
                self.move_in(id, load, project);
                if let Some(opened) = self.projects.get_mut(&id) {
                    opened.provisional &= finish;
                }
            }
            Err(missing) => {
                tracing::warn!("{}", missing.message);
                if let Some(old) = replaces.and_then(|old| self.projects.get_mut(&old)) {
                    old.provisional = false;
                    old.outdated = Some(missing);
                } else {
                    self.give_up(id, &missing.message);
                }
            }
        }
        if again {
            // Only one of the two is in use now.
            self.reload(id);
            replaces.into_iter().for_each(|old| self.reload(old));
        }
        self.settle();
        self.apply_texts();
        self.answer_waiting();
        (self.observer)(Event::Changed);
        self.report_status();
    }

    /// Whether another lone file may have the standard library's source.
    fn has_room(&self) -> bool {
        let sources = self
            .projects
            .values()
            .filter(|opened| opened.std == StandardLibrary::Source && !is_package(&opened.project));
        let loading = self.running.values();
        let loading = loading.filter(|load| load.replaces.is_some() && !load.package);
        sources.count() + loading.count() < MOST_LONE_WITH_SOURCE
    }

    /// Puts a new project in the place of the one that it replaces, if any, and moves the documents
    /// that it contains there.
    fn move_in(&mut self, id: LoadId, load: Load, project: Project) {
        let replaces = load.replaces;
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
                document.reason = "the file is no part of its package".to_owned();
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
            let model = load.provisional
                || self.options.std == StdChoice::Model
                || project.notices().contains(&Notice::ModelStd);
            let opened = Opened {
                project,
                source: load.source,
                provisional: load.provisional,
                std: match model {
                    true => StandardLibrary::Model,
                    false => StandardLibrary::Source,
                },
                outdated: None,
            };
            self.projects.insert(id, opened);
        }
    }

    fn give_up(&mut self, id: LoadId, reason: &str) {
        for document in self.documents.values_mut() {
            if document.home == Home::Loading(id) {
                document.home = Home::Nowhere;
                document.reason = reason.to_owned();
            }
        }
    }

    /// Loads everything again in the new way, and tries again what could not be loaded.
    fn set_options(&mut self, options: Options) {
        if options == self.options {
            return;
        }
        self.options = options;
        for (uri, document) in &mut self.documents {
            if document.home == Home::Nowhere {
                document.home = Home::Queued;
                self.queued.push_back(uri.clone());
            }
        }
        for load in self.running.values_mut() {
            load.again = true;
        }
        let ids: Vec<LoadId> = self.projects.keys().copied().collect();
        ids.into_iter().for_each(|id| self.reload(id));
        self.settle();
    }

    /// Closes the packages below these directories, except those with open documents.
    fn forget(&mut self, directories: &[PathBuf]) {
        let documents = &self.documents;
        self.projects.retain(|id, opened| {
            let root = opened.project.root();
            let used = documents.values().any(|it| it.home == Home::In(*id));
            used || !directories.iter().any(|it| root.starts_with(it))
        });
        self.report_status();
    }

    fn status(&self) -> Status {
        let mut projects: Vec<ProjectStatus> = self
            .projects
            .values()
            .map(|opened| {
                let notices = opened.project.notices().iter().map(Missing::from);
                ProjectStatus {
                    root: opened.project.root().to_owned(),
                    standard_library: opened.std,
                    provisional: opened.provisional,
                    missing: opened.outdated.iter().cloned().chain(notices).collect(),
                }
            })
            .collect();
        projects.sort();
        let nowhere = self.documents.iter();
        let nowhere = nowhere.filter(|(_, it)| it.home == Home::Nowhere);
        let mut documents: Vec<DocumentStatus> = nowhere
            .map(|(uri, document)| DocumentStatus {
                uri: uri.clone(),
                message: document.reason.clone(),
            })
            .collect();
        documents.sort_by(|a, b| a.uri.as_str().cmp(b.uri.as_str()));
        Status {
            loading: !self.running.is_empty(),
            projects,
            documents,
        }
    }

    fn report_status(&self) {
        (self.observer)(Event::Status(self.status()));
    }

    fn disk_changed(&mut self, paths: &[PathBuf]) {
        let mut changed = false;
        for path in paths {
            let name = path.file_name().and_then(|it| it.to_str());
            if matches!(
                name,
                Some("Cargo.toml" | "Cargo.lock" | "rust-project.json" | ".rust-project.json")
            ) {
                // A lone file may be part of a package now.
                let around = path.parent().unwrap_or(path);
                let concerned = self.projects.iter().filter(|(_, it)| {
                    let root = it.project.root();
                    path.starts_with(root) || root.starts_with(around)
                });
                let ids: Vec<LoadId> = concerned.map(|(&id, _)| id).collect();
                ids.into_iter().for_each(|id| self.reload(id));
            } else if !self.is_open(path) {
                for Opened { project, .. } in self.projects.values_mut() {
                    if path.starts_with(project.root()) || project.file(path).is_some() {
                        project.set_text(path, None);
                        changed = true;
                    }
                }
            }
        }
        self.find_files_of_texts();
        if changed {
            self.revision += 1;
            (self.observer)(Event::Changed);
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
        let Some(opened) = self.projects.get(&id) else {
            return;
        };
        self.start(Load {
            source: opened.source.clone(),
            package: is_package(&opened.project),
            provisional: false,
            replaces: Some(id),
            again: false,
        });
    }

    fn view(&mut self, request: ViewRequest) {
        let Some(document) = self.documents.get(&request.uri) else {
            request.answer(View::Unknown);
            return;
        };
        match document.home {
            Home::In(id) => {
                let opened = self.projects.get(&id);
                let view = opened.and_then(|Opened { project, .. }| {
                    let file = project.file(document.location.path())?;
                    Some(View::Ready(project.snapshot(), file, self.revision))
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

impl Load {
    /// Documents that are waiting may be part of what it reads, and are of no project that is there.
    fn may_bring_new_files(&self) -> bool {
        self.package && self.replaces.is_none()
    }
}

/// For the first answers: what takes no time.
fn provisional(options: &Options) -> Options {
    Options {
        std: StdChoice::Model,
        without_dependencies: true,
        allow_build_scripts: false,
        allow_download: false,
        ..options.clone()
    }
}

fn is_package(project: &Project) -> bool {
    has_manifest(project.root())
}

/// Shows a file that was created after a project was loaded to the projects that it may belong to.
fn read_new_file(projects: &mut HashMap<LoadId, Opened>, path: &Path) {
    for Opened { project, .. } in projects.values_mut() {
        if path.starts_with(project.root()) && project.file(path).is_none() {
            project.set_text(path, None);
        }
    }
}

/// The loaded project in whose module tree a document is.
fn containing(projects: &HashMap<LoadId, Opened>, path: &Path) -> Option<LoadId> {
    projects
        .iter()
        .find(|(_, opened)| contains(&opened.project, path))
        .map(|(&id, _)| id)
}

fn contains(project: &Project, path: &Path) -> bool {
    project
        .file(path)
        .is_some_and(|file| project.sources().contains(&file))
}
