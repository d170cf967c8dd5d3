// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ledger} from "src/Ledger.sol";

import {Base} from "../Base.t.sol";
import {Agent} from "../mocks/Agent.sol";
import {Payee} from "../mocks/Payee.sol";
import {Token} from "../mocks/Token.sol";
import {LedgerHandler} from "./LedgerHandler.sol";

/// @notice LEDGER-1 to LEDGER-6 of the header of Ledger.sol, over a plain, a fee, a silent, a blocking and a re-entering token
/// and an open and a restricted series.
contract LedgerInvariantTest is Base {
    LedgerHandler private _handler;

    function setUp() public override {
        super.setUp();
        _handler = new LedgerHandler(ledger);

        bytes4[] memory selectors = new bytes4[](14);
        selectors[0] = LedgerHandler.deposit.selector;
        selectors[1] = LedgerHandler.withdraw.selector;
        selectors[2] = LedgerHandler.sweep.selector;
        selectors[3] = LedgerHandler.stray.selector;
        selectors[4] = LedgerHandler.issue.selector;
        selectors[5] = LedgerHandler.issueAndPay.selector;
        selectors[6] = LedgerHandler.redeem.selector;
        selectors[7] = LedgerHandler.transfer.selector;
        selectors[8] = LedgerHandler.transferFrom.selector;
        selectors[9] = LedgerHandler.steal.selector;
        selectors[10] = LedgerHandler.pay.selector;
        selectors[11] = LedgerHandler.move.selector;
        selectors[12] = LedgerHandler.distribute.selector;
        selectors[13] = LedgerHandler.arm.selector;
        targetContract(address(_handler));
        targetSelector(FuzzSelector(address(_handler), selectors));
    }

    function invariant_LEDGER_1_holdingsCoverUnits() public view {
        (,,, uint256 tokens,,) = _handler.counts();
        for (uint256 i; i < tokens; ++i) {
            Token token = Token(_handler.tokens(i));
            assertGe(token.balanceOf(address(ledger)), ledger.totalSupply(_idOf(address(token))));
        }
    }

    function invariant_LEDGER_2_balancesAddUpToSupply() public view {
        (,,,, uint256 ids,) = _handler.counts();
        for (uint256 i; i < ids; ++i) {
            assertEq(_handler.sumOfBalances(_handler.ids(i)), ledger.totalSupply(_handler.ids(i)));
        }
    }

    function invariant_LEDGER_3_loweredOnlyWithAuthority() public view {
        (,,,, uint256 ids, uint256 holders) = _handler.counts();
        for (uint256 i; i < holders; ++i) {
            for (uint256 j; j < ids; ++j) {
                (address holder, uint256 id) = (_handler.holders(i), _handler.ids(j));
                assertEq(ledger.balanceOf(holder, id), _handler.expected(holder, id));
            }
        }
    }

    function invariant_LEDGER_4_neverMoreCreditThanHeldWithinCalls() public view {
        assertFalse(_handler.everUnbacked());
        assertFalse(_handler.everUnbalanced());
    }

    function invariant_LEDGER_5_accountsCoverTheirLiabilities() public view {
        (, uint256 payees, uint256 keys,, uint256 ids,) = _handler.counts();
        for (uint256 i; i < payees; ++i) {
            for (uint256 j; j < keys; ++j) {
                (Payee payee, bytes32 key) = (_handler.payees(i), _handler.keys(j));
                for (uint256 k; k < ids; ++k) {
                    uint256 id = _handler.ids(k);
                    assertGe(ledger.balanceOf(ledger.accountOf(address(payee), key), id), payee.booked(key, id));
                }
            }
        }
    }

    /// @dev Everyone leaves; the owner contracts give what they hold to the first agent.
    function invariant_LEDGER_6_everyUnitCanBeWithdrawn() public {
        uint256 snapshot = vm.snapshotState();
        (uint256 agents, uint256 payees, uint256 keys, uint256 tokens,,) = _handler.counts();
        _handler.hostile().arm(address(0), "");
        for (uint256 i; i < tokens; ++i) {
            address token = _handler.tokens(i);
            for (uint256 j; j < payees * keys; ++j) {
                (Payee payee, bytes32 key) = (_handler.payees(j / keys), _handler.keys(j % keys));
                uint256 held = ledger.balanceOf(ledger.accountOf(address(payee), key), _idOf(token));
                payee.move(key, address(_handler.agents(0)), _idOf(token), held);
            }
            for (uint256 j; j < agents; ++j) {
                Agent agent = _handler.agents(j);
                uint256 held = ledger.balanceOf(address(agent), _idOf(token));
                agent.act(address(ledger), abi.encodeCall(Ledger.withdraw, (token, address(this), held)));
            }
            assertEq(ledger.totalSupply(_idOf(token)), 0);
        }
        vm.revertToState(snapshot);
    }
}
