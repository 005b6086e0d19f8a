# The real program, held against api/openapi.yaml. Skips (loudly) where its tools or its parts are not here.
if(TARGET atelier)
  add_test(NAME contract COMMAND python3 -W ignore::DeprecationWarning ${CMAKE_CURRENT_LIST_DIR}/contract_test.py $<TARGET_FILE:atelier> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  # Nothing here waits long; the bound is for a machine that is busy with other tests.
  set_tests_properties(contract PROPERTIES TIMEOUT 300)
endif()
