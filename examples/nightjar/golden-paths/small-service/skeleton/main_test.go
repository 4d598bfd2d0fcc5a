package main

import (
	"net/http/httptest"
	"testing"
)

func TestHello(t *testing.T) {
	recorder := httptest.NewRecorder()
	routes().ServeHTTP(recorder, httptest.NewRequest("GET", "/hello/ada", nil))
	if got := recorder.Body.String(); got != "Hello, ada\n" {
		t.Fatalf("got %q", got)
	}
}
