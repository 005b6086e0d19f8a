# The real program with many more buyers than pieces.
if(TARGET atelier)
  add_executable(release_buyers ${CMAKE_CURRENT_LIST_DIR}/release_buyers.cpp)
  target_compile_options(release_buyers PRIVATE ${ATELIER_WARNINGS})
  add_dependencies(release_buyers atelier)
  add_test(NAME limited_release COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/limited_release_test.py $<TARGET_FILE:atelier> $<TARGET_FILE:release_buyers>
           WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(limited_release PROPERTIES TIMEOUT 300)  # some 30 s; the bound is for a machine that is busy with other tests
endif()
