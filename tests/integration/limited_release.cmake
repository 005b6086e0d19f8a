# The real program with many more buyers than pieces. The buyers serve benchmarks/orders, too.
if(TARGET atelier)
  find_package(CLI11 REQUIRED)
  add_executable(buyers ${CMAKE_CURRENT_LIST_DIR}/buyers.cpp)
  target_link_libraries(buyers PRIVATE atelier_http atelier_json CLI11::CLI11)
  target_compile_options(buyers PRIVATE ${ATELIER_WARNINGS})
  add_test(NAME limited_release COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/limited_release_test.py $<TARGET_FILE:atelier> $<TARGET_FILE:buyers>
           WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(limited_release PROPERTIES TIMEOUT 300)  # some 10 s; the bound is for a machine that is busy with other tests
endif()
