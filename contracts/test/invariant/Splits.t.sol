// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";

import {Standing} from "src/types/Standing.sol";

import {SplitsHandler} from "./SplitsHandler.t.sol";
import {SplitsTwinHandler} from "./SplitsTwinHandler.t.sol";

contract SplitsInvariantTest is Test {
    SplitsHandler private _handler;

    function setUp() public {
        _handler = new SplitsHandler();
        bytes4[] memory selectors = new bytes4[](14);
        selectors[0] = SplitsHandler.pay.selector;
        selectors[1] = SplitsHandler.payInPerson.selector;
        selectors[2] = SplitsHandler.refund.selector;
        selectors[3] = SplitsHandler.surprise.selector;
        selectors[4] = SplitsHandler.close.selector;
        selectors[5] = SplitsHandler.closeByDefault.selector;
        selectors[6] = SplitsHandler.settle.selector;
        selectors[7] = SplitsHandler.unlock.selector;
        selectors[8] = SplitsHandler.amend.selector;
        selectors[9] = SplitsHandler.freeze.selector;
        selectors[10] = SplitsHandler.resume.selector;
        selectors[11] = SplitsHandler.terminate.selector;
        selectors[12] = SplitsHandler.complete.selector;
        selectors[13] = SplitsHandler.wait.selector;
        targetContract(address(_handler));
        targetSelector(FuzzSelector(address(_handler), selectors));
    }

    function invariant_AGREEMENTS_1_stateMovesForward() public view {
        assertFalse(_handler.wentBack());
    }

    /// What is held is what was taken and not paid, and what is held for open months; and nothing came from nowhere.
    function invariant_SPLITS_1_balanceIsExplained() public view {
        Standing memory standing = _handler.standing();
        assertEq(_handler.balance(), _handler.unpaid() + standing.held, "balance");
        assertEq(_handler.received(), _handler.paid() + _handler.returned() + _handler.balance(), "received");
        assertEq(_handler.refunded(), _handler.returned() + standing.owed, "refunded");
    }

    function invariant_SPLITS_2_noEntitlementFalls() public view {
        assertFalse(_handler.fell());
    }

    function invariant_SPLITS_4_limitsAndDuesAreKept() public view {
        assertTrue(_handler.isWithinLimits(), "limits");
        assertTrue(_handler.areDuesKept(), "dues");
    }
}

contract SplitsTwinInvariantTest is Test {
    SplitsTwinHandler private _handler;

    function setUp() public {
        _handler = new SplitsTwinHandler();
        bytes4[] memory selectors = new bytes4[](5);
        selectors[0] = SplitsTwinHandler.pay.selector;
        selectors[1] = SplitsTwinHandler.refund.selector;
        selectors[2] = SplitsTwinHandler.settle.selector;
        selectors[3] = SplitsTwinHandler.close.selector;
        selectors[4] = SplitsTwinHandler.wait.selector;
        targetContract(address(_handler));
        targetSelector(FuzzSelector(address(_handler), selectors));
    }

    function invariant_SPLITS_3_orderAndSettlementsDoNotCount() public view {
        (uint256[] memory prompt, uint256[] memory late, bool comparable) = _handler.entitled();
        if (comparable) assertEq(prompt, late);
    }
}
