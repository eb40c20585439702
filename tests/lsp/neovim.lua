-- Ownlens in Neovim, as README.md configures it. Every check waits, because the server answers when it can; what never
-- comes is an error, and the editor ends with failure.

local PATIENCE = 120000

local function wait(what, condition)
  if not vim.wait(PATIENCE, condition, 20) then
    error("no " .. what)
  end
end

local function check()
  vim.lsp.config.ownlens = {
    cmd = { vim.env.OWNLENS, "lsp" },
    filetypes = { "rust" },
    root_markers = { "Cargo.toml" },
    init_options = { std = "model", documentHighlight = { enable = true } },
  }
  vim.lsp.enable("ownlens")
  vim.lsp.inlay_hint.enable(true)
  vim.cmd.edit(vim.env.OWNLENS_FILE)
  vim.bo.filetype = "rust"
  local buffer = vim.api.nvim_get_current_buf()
  local client
  wait("client", function()
    client = vim.lsp.get_clients({ bufnr = buffer, name = "ownlens" })[1]
    return client ~= nil
  end)

  local function labels()
    local found = {}
    for _, hint in ipairs(vim.lsp.inlay_hint.get({ bufnr = buffer })) do
      local label = hint.inlay_hint.label
      if type(label) == "table" then
        label = table.concat(vim.tbl_map(function(part) return part.value end, label))
      end
      found[label] = hint.inlay_hint.position
    end
    return found
  end
  wait("hint of a move", function() return labels()["⟶ items"] end)
  wait("hint of a drop", function() return labels()["⌫ crab"] end)

  wait("error", function()
    local found = vim.diagnostic.get(buffer)
    return #found == 1 and found[1].code == "E0382"
  end)

  local function at(row, column)
    vim.api.nvim_win_set_cursor(0, { row, column })
    return vim.lsp.util.make_position_params(0, client.offset_encoding)
  end
  local function ask(method, params)
    local answer = assert(client:request_sync(method, params, PATIENCE, buffer), method)
    assert(not answer.err, vim.inspect(answer.err))
    return answer.result
  end
  local moved = at(4, 9)
  local hover = ask("textDocument/hover", moved).contents.value
  assert(hover:find("is moved", 1, true), hover)
  assert(#ask("textDocument/documentHighlight", moved) > 0, "no highlights")
  assert(#ask("textDocument/codeLens", { textDocument = moved.textDocument }) > 0, "no lenses")
  local context = { diagnostics = {} }
  local range = { start = at(5, 9).position, ["end"] = at(5, 10).position }
  local actions = ask("textDocument/codeAction", {
    textDocument = moved.textDocument,
    range = range,
    context = context,
  })
  assert(actions[1].kind == "quickfix", vim.inspect(actions))

  -- Without a save.
  vim.api.nvim_buf_set_lines(buffer, 4, 5, true, { "    let other = v.len();" })
  wait("error of the new text", function()
    local found = vim.diagnostic.get(buffer)
    return #found == 1 and found[1].lnum == 4
  end)
  vim.api.nvim_buf_set_lines(buffer, 4, 5, true, {})
  wait("text without errors", function() return #vim.diagnostic.get(buffer) == 0 end)

  client:stop()
  wait("end of the server", function() return client:is_stopped() end)
end

local fine, message = xpcall(check, debug.traceback)
io.stdout:write(fine and "fine\n" or message .. "\n")
vim.cmd(fine and "qall!" or "cquit 1")
