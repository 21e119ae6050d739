-- A full Redis refuses a script whose first write takes memory; once a script has written, it may go on.
-- What ends tasks must go on, for it is what frees memory: it begins with a write that takes none.
call('DEL', BASE .. '-none')
