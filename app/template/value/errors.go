package value

import "apercu/app/diag"

// Error is the mistake that JavaScript would have thrown, said in the two
// languages of the interface. Whoever evaluates turns it into a Diagnostic.
type Error struct{ Text diag.Text }

func (e *Error) Error() string { return e.Text.EN }

// Errorf makes an Error with the same arguments in both languages.
func Errorf(fr, en string, args ...any) error { return &Error{diag.T(fr, en, args...)} }

// notAFunction is the error of calling what cannot be called.
func notAFunction(name string) error {
	return Errorf("« %s » n’est pas une fonction", "%s is not a function", name)
}
