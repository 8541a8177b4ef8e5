package markdown

func linkify(o *Options, t *token)                  {}
func (s *inlineState) readBareURL(silent bool) bool { return false }
