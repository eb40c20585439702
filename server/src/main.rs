//! The command line.

mod command;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use ownlens::project::{Edition, Features, Options, StdChoice};

/// Syntax trees, name resolution and inference make and drop very many small values.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Who owns what in a Rust program: moves, copies, borrows and drops, with the reasons.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct CommandLine {
    /// Serve the Language Server Protocol on standard input and output, like the command `lsp`.
    #[arg(long, global = true)]
    stdio: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Print the facts of packages and files as JSON lines.
    Facts {
        /// Rust source files, and directories with a Cargo.toml.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        source: Source,
    },
    /// Report ownership errors (moves, borrows, lifetimes) without running the compiler. Exit status 1 if
    /// there are any.
    Check {
        /// Rust source files, and directories with a Cargo.toml.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// How errors are printed.
        #[arg(long, value_enum, default_value_t)]
        format: command::check::Format,
        #[command(flatten)]
        source: Source,
    },
    /// Explain what happens at one place: why a value is moved, copied, borrowed or dropped there.
    Explain {
        /// Line and column are 1-based, columns count characters.
        #[arg(value_name = "FILE:LINE:COLUMN")]
        place: command::explain::Place,
        #[command(flatten)]
        source: Source,
    },
    /// Draw who owns what in a function, line by line, as an SVG image.
    Timeline {
        /// A Rust source file; with a function, of that function alone.
        #[arg(value_name = "FILE[::FUNCTION]")]
        subject: command::timeline::Subject,
        /// The file to write; standard output without it.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        source: Source,
    },
    /// Serve the Language Server Protocol on standard input and output.
    Lsp {
        #[command(flatten)]
        source: Source,
    },
}

/// How source is to be understood.
#[derive(Args, Default)]
struct Source {
    /// The standard library: its source where it is installed and else the built-in model, or one of
    /// the two.
    #[arg(long, value_enum, default_value_t)]
    std: Std,
    /// The `library` directory of the standard library's source.
    #[arg(long, value_name = "DIRECTORY")]
    std_source: Option<PathBuf>,
    /// Edition of a file that belongs to no package.
    #[arg(long, value_parser = ["2015", "2018", "2021", "2024"])]
    edition: Option<String>,
    /// Features of the package to activate, separated by commas or spaces.
    #[arg(long, short = 'F', value_delimiter = ',')]
    features: Vec<String>,
    /// Activate all features.
    #[arg(long)]
    all_features: bool,
    /// Do not activate the default feature.
    #[arg(long)]
    no_default_features: bool,
    /// Run the package's build scripts and procedural macros.
    #[arg(long)]
    allow_build_scripts: bool,
    /// Never use the network.
    #[arg(long)]
    offline: bool,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Std {
    #[default]
    Auto,
    Source,
    Model,
}

impl Source {
    fn options(self) -> Options {
        let features = self.features.iter().flat_map(|it| it.split_whitespace());
        let features = Features::Selected {
            features: features.map(str::to_owned).collect(),
            no_default: self.no_default_features,
        };
        Options {
            std: match self.std {
                Std::Auto => StdChoice::Auto,
                Std::Source => StdChoice::Source,
                Std::Model => StdChoice::Model,
            },
            std_source: self.std_source,
            // The parser admits existing editions only.
            edition: self
                .edition
                .and_then(|edition| edition.parse::<Edition>().ok()),
            features: if self.all_features {
                Features::All
            } else {
                features
            },
            allow_build_scripts: self.allow_build_scripts,
            allow_download: !self.offline,
            without_dependencies: false,
        }
    }
}

fn main() -> ExitCode {
    let line = CommandLine::parse();
    let serves = matches!(line.command, Some(Command::Lsp { .. }) | None);
    if !serves {
        command::start_log();
    }
    match line.command {
        Some(Command::Facts { paths, source }) => command::facts::run(&paths, &source.options()),
        Some(Command::Check {
            paths,
            format,
            source,
        }) => command::check::run(&paths, format, &source.options()),
        Some(Command::Explain { place, source }) => {
            command::explain::run(&place, &source.options())
        }
        Some(Command::Timeline {
            subject,
            output,
            source,
        }) => command::timeline::run(&subject, output.as_deref(), &source.options()),
        Some(Command::Lsp { source }) => command::lsp::run(source.options()),
        None if line.stdio => command::lsp::run(Source::default().options()),
        None => {
            // Nothing was asked for: say what can be.
            let shown = CommandLine::command().print_help();
            ExitCode::from(if shown.is_ok() { 2 } else { 1 })
        }
    }
}
