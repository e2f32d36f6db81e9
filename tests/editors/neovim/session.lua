-- The session in headless Neovim, on the file that is already open. Prints `ok NAME` or `not ok NAME<TAB>REASON` for each
-- check and `end of session COUNT` last. Written for Neovim 0.7.2 and newer.
local buffer = vim.api.nvim_get_current_buf()
local LIMIT = 15000
local clients = vim.lsp.get_clients or vim.lsp.get_active_clients

local function say(line)
  io.stdout:write(line .. '\n')
end

local checks = 0
local function check(name, run)
  checks = checks + 1
  local fine, reason = pcall(run)
  if fine then
    say('ok ' .. name)
  else
    say('not ok ' .. name .. '\t' .. tostring(reason):gsub('%s+', ' '))
    say('end of session ' .. checks)
    vim.cmd('cquit')
  end
end

local function wait_for(what, condition)
  assert(vim.wait(LIMIT, condition, 20), 'waited in vain for: ' .. what)
end

local function lines()
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
end

--- The one-based line and the zero-based column of a plain text, on or after a line.
local function find(text, from)
  for number, line in ipairs(lines()) do
    local column = number >= (from or 1) and line:find(text, 1, true)
    if column then
      return number, column - 1
    end
  end
  error('the program has no ' .. text)
end

-- How often Neovim has taken over diagnostics of this file, whether the server published them or was asked for them, and
-- also when there were none. (Old versions of Neovim do not ask for versioned diagnostics, so there is no version to compare.)
local received = 0
vim.api.nvim_create_autocmd('DiagnosticChanged', {
  buffer = buffer,
  callback = function()
    received = received + 1
  end,
})

local function codes()
  return vim.tbl_map(function(diagnostic)
    return diagnostic.code or ((diagnostic.user_data or {}).lsp or {}).code or diagnostic.message
  end, vim.diagnostic.get(buffer))
end

--- Waits until the diagnostics of the file have exactly these codes.
local function wait_for_codes(wanted)
  local arrived = vim.wait(LIMIT, function()
    return vim.deep_equal(codes(), wanted)
  end, 20)
  assert(arrived, 'diagnostics are ' .. vim.inspect(codes()) .. ', not ' .. vim.inspect(wanted))
end

--- Puts the cursor into a text, so many columns behind its start.
local function go_into(text, columns, from)
  local line, column = find(text, from)
  vim.api.nvim_win_set_cursor(0, { line, column + columns })
  return line
end

local function content()
  return table.concat(lines(), '\n')
end

--- Sends a request through the attached client, about the cursor position or with other parameters, and returns its result.
local function ask(method, parameters)
  parameters = parameters or vim.lsp.util.make_position_params(0, clients()[1].offset_encoding)
  local answers, failure = vim.lsp.buf_request_sync(buffer, method, parameters, LIMIT)
  assert(answers, failure)
  local _, answer = next(answers)
  assert(answer, 'no client answered ' .. method)
  assert(not answer.err, vim.inspect(answer.err))
  return answer.result
end

check('recognises the language', function()
  assert(vim.bo.filetype == 'fitz', 'the file type is ' .. vim.bo.filetype)
end)

check('starts the server', function()
  wait_for('the server', function()
    local client = clients()[1]
    return client and client.initialized
  end)
end)

check('shows no diagnostics once the server has looked at the program', function()
  -- The file was opened and not changed since, so what comes first is about the text as it is.
  wait_for('diagnostics of the opened file', function()
    return received > 0
  end)
  assert(#codes() == 0, vim.inspect(vim.diagnostic.get(buffer)))
end)

check('hover on WsConn shows its type and endpoint in a window', function()
  local line, column = find('WsConn<')
  vim.api.nvim_win_set_cursor(0, { line, column + 2 })
  local before = #vim.api.nvim_list_wins()
  vim.lsp.buf.hover()
  wait_for('the hover window', function()
    return #vim.api.nvim_list_wins() > before
  end)
  local window = vim.api.nvim_list_wins()[before + 1]
  local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
  vim.api.nvim_win_close(window, true)
  assert(text:find('WsConn<DashboardCommand, DashboardEvent>', 1, true), text)
  assert(text:find('/dashboard', 1, true), text)
end)

check('completion after conn. offers exactly the four methods', function()
  local line = find('loop {', (find('fn dashboard')))
  vim.api.nvim_win_set_cursor(0, { line, 0 })
  vim.cmd('normal! oconn.')
  assert(vim.api.nvim_get_current_line():match('conn%.$'), vim.api.nvim_get_current_line())
  -- The cursor of a completion stands after the dot; outside of insert mode it can only stand on it.
  vim.wo.virtualedit = 'onemore'
  vim.api.nvim_win_set_cursor(0, { line + 1, #vim.api.nvim_get_current_line() })
  local result = ask('textDocument/completion')
  local names = vim.tbl_map(function(item)
    return item.label
  end, result.items or result)
  table.sort(names)
  assert(vim.deep_equal(names, { 'broadcast', 'close', 'recv', 'send' }), vim.inspect(names))
  vim.cmd('undo')
  assert(not table.concat(lines(), '\n'):find('conn%.\n'))
end)

check('definition leads from a use of a type to its declaration', function()
  go_into('WsConn<DashboardCommand', #'WsConn<Dash')
  vim.lsp.buf.definition()
  local declaration = find('type DashboardCommand')
  wait_for('the declaration', function()
    return vim.api.nvim_win_get_cursor(0)[1] == declaration
  end)
end)

check('references of a path are the places of all that means it', function()
  go_into('@ws("/dashboard', #'@ws("/da')
  vim.lsp.buf.references()
  wait_for('the list of references', function()
    return #vim.fn.getqflist() > 0
  end)
  local texts = vim.tbl_map(function(item)
    return vim.trim(item.text)
  end, vim.fn.getqflist())
  vim.cmd('cclose')
  assert(#texts == 3, vim.inspect(texts))
  for _, text in ipairs(texts) do
    assert(text:find('/dashboard', 1, true), text)
  end
end)

check('rename changes a type wherever it is named, and one undo takes it back', function()
  local before = content()
  go_into('type DashboardEvent', #'type Dash')
  vim.lsp.buf.rename('PanelEvent')
  wait_for('the new name', function()
    return content():find('type PanelEvent', 1, true)
  end)
  assert(not content():find('DashboardEvent', 1, true), content())
  vim.cmd('undo')
  assert(content() == before, content())
end)

check('document symbols show the endpoint of a handler', function()
  local symbols = ask('textDocument/documentSymbol', { textDocument = vim.lsp.util.make_text_document_params() })
  local handlers = vim.tbl_filter(function(symbol)
    return symbol.name == 'dashboard'
  end, symbols)
  assert(#handlers == 1 and handlers[1].detail == '@ws /dashboard', vim.inspect(handlers))
end)

check('inlay hints tell the type of a frame', function()
  local range = { start = { line = 0, character = 0 }, ['end'] = { line = #lines(), character = 0 } }
  local hints = ask('textDocument/inlayHint', { textDocument = vim.lsp.util.make_text_document_params(), range = range })
  local labels = vim.tbl_map(function(hint)
    return type(hint.label) == 'string' and hint.label or table.concat(vim.tbl_map(function(part)
      return part.value
    end, hint.label))
  end, hints)
  assert(vim.tbl_contains(labels, '← DashboardCommand'), vim.inspect(labels))
end)

check('removing async shows ws/not-async', function()
  local line = find('async fn dashboard')
  vim.api.nvim_win_set_cursor(0, { line, 0 })
  vim.cmd('normal! dw')
  assert(vim.api.nvim_get_current_line():match('^fn dashboard'), vim.api.nvim_get_current_line())
  wait_for_codes({ 'ws/not-async' })
end)

check('undo makes it go away', function()
  vim.cmd('undo')
  find('async fn dashboard')
  wait_for_codes({})
end)

check('a code action writes async again', function()
  go_into('async fn dashboard', 0)
  vim.cmd('normal! dw')
  wait_for_codes({ 'ws/not-async' })
  go_into('fn dashboard', #'fn d')
  local offered = {}
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do
      local title = options.format_item(item)
      table.insert(offered, title)
      if title == 'Make `dashboard` async' then
        return choose(item)
      end
    end
  end
  vim.lsp.buf.code_action()
  wait_for('the handler to be async, offered was ' .. vim.inspect(offered), function()
    return content():find('async fn dashboard', 1, true)
  end)
  wait_for_codes({})
end)

check('the server ends with the editor', function()
  local client = clients()[1]
  client.stop()
  wait_for('the server to stop', function()
    return client.is_stopped()
  end)
end)

say('end of session ' .. checks)
vim.cmd('qall!')
