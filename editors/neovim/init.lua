-- Fitz in Neovim 0.7 and newer: put these lines into your init.lua, with fitz-lsp on the PATH.
vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, { pattern = '*.fitz', command = 'setfiletype fitz' })
local servers = {} -- one for each project
vim.api.nvim_create_autocmd('FileType', { pattern = 'fitz', callback = function()
  local manifest = vim.fn.findfile('fitz.toml', vim.fn.expand('%:p:h') .. ';')
  local root = vim.fn.fnamemodify(manifest ~= '' and manifest or vim.fn.expand('%'), ':p:h')
  servers[root] = servers[root] or vim.lsp.start_client({ name = 'fitz-lsp', cmd = { 'fitz-lsp' }, root_dir = root })
  vim.lsp.buf_attach_client(0, servers[root])
  vim.bo.omnifunc, vim.bo.commentstring = 'v:lua.vim.lsp.omnifunc', '// %s'
  vim.keymap.set('n', 'K', vim.lsp.buf.hover, { buffer = 0 })
end })
