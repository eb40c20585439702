// Reports, as rust-analyzer or the compiler would, that the word under the cursor is used after a move; or no longer.
const vscode = require("vscode");

exports.activate = ({ subscriptions }) => {
  const errors = vscode.languages.createDiagnosticCollection("rustc");
  const report = () => {
    const { document, selection } = vscode.window.activeTextEditor;
    if (errors.has(document.uri)) {
      errors.clear();
      return;
    }
    const range = document.getWordRangeAtPosition(selection.active);
    const error = new vscode.Diagnostic(range, "the neighbour has seen it, too");
    error.source = "rustc";
    error.code = {
      value: "E0382",
      target: vscode.Uri.parse("https://doc.rust-lang.org/error_codes/E0382.html"),
    };
    errors.set(document.uri, [error]);
  };
  subscriptions.push(errors, vscode.commands.registerCommand("neighbour.report", report));
};
